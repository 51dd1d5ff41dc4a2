"""Runs of whole DAGs: a real Postgres, a real SFTP server, Airflow's own task runner."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from airflow.sdk import DAG
from airflow.utils.session import create_session
from sqlalchemy import select

from tests.fixtures.sftp import SftpServer

ROOT = Path(__file__).resolve().parents[2]
STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
TARGET = "type: sftp, connection: partner_sftp, path: /inbox/sent.csv"
FIRING = datetime(2026, 3, 30, 3, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """How a run ended, and what its tasks returned or said."""

    state: str
    said: Mapping[tuple[str, str], Any]

    @property
    def receipt(self) -> Mapping[str, Any]:
        value: Mapping[str, Any] = self.said["extract", "return_value"]
        return value

    @property
    def file(self) -> bytes:
        return Path(url2pathname(urlsplit(self.receipt["uri"]).path)).read_bytes()


Run = Callable[..., Outcome]


@pytest.fixture
def project(airflow_database: Path) -> Iterator[Path]:
    """Return an Airflow's folder of export files, beside the project's own DAG file."""
    dags = airflow_database / "dags"
    dags.mkdir(exist_ok=True)
    shutil.copy(ROOT / "dags" / "antavo_exports.py", dags)
    configs = airflow_database / "export_configs"
    configs.mkdir()
    yield configs
    shutil.rmtree(configs)
    (dags / "antavo_exports.py").unlink()


@pytest.fixture
def run(
    project: Path,
    loyalty_uri: str,
    sftp_server: SftpServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Return what runs an export of the folder to its end."""
    monkeypatch.setenv("AIRFLOW_CONN_ANTAVO", loyalty_uri)
    monkeypatch.setenv("AIRFLOW_CONN_PARTNER_SFTP", _connection(sftp_server))
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__STORE", str(tmp_path / "store"))
    (sftp_server.root / "inbox").mkdir(exist_ok=True)

    def run_it(export_id: str, conf: dict[str, Any] | None = None) -> Outcome:
        dag = _built(project)[export_id]
        finished = dag.test(logical_date=None, run_after=FIRING, run_conf=conf)
        return Outcome(str(finished.state), _said(finished))

    return run_it


def _built(project: Path) -> dict[str, DAG]:
    # Imported late: Airflow reads its settings, which the fixtures make, on import.
    from antavo_export.orchestration.factory import build_dags  # noqa: PLC0415

    return build_dags(project)


def _connection(server: SftpServer) -> str:
    return json.dumps(
        {
            "conn_type": "sftp",
            "host": server.host,
            "port": server.port,
            "login": server.username,
            "password": server.password,
            "extra": {"host_key": " ".join(server.host_key.split()[:2])},
        }
    )


def _said(finished: DagRun) -> dict[tuple[str, str], Any]:
    with create_session() as session:
        found = session.scalars(select(XComModel).where(XComModel.run_id == finished.run_id))
        return {(x.task_id, x.key): XComModel.deserialize_value(x) for x in found}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "export_configs").glob("*.yaml")), ids=lambda f: f.stem
)
def test_every_shipped_export_runs(file: Path, project: Path, run: Run) -> None:
    shutil.copy(file, project)

    outcome = run(file.stem)

    assert outcome.state == "success"
    assert len(outcome.file) == outcome.receipt["bytes"]
    assert hashlib.sha256(outcome.file).hexdigest() == outcome.receipt["sha256"]


def test_the_partner_has_exactly_the_bytes_of_the_store(
    project: Path, run: Run, sftp_server: SftpServer
) -> None:
    shutil.copy(ROOT / "export_configs" / "weekly_active_customers.yaml", project)

    outcome = run("weekly_active_customers")

    delivered = outcome.said["deliver", "return_value"]
    assert (sftp_server.root / delivered["path"].lstrip("/")).read_bytes() == outcome.file
    assert delivered["path"] == "/inbox/active_customers_20260330_053000.csv"


def test_a_mistake_in_the_conf_is_told_before_anything_is_read(project: Path, run: Run) -> None:
    (project / "stores.yaml").write_text(STORES, encoding="utf-8")

    outcome = run("stores", {"as_off": "2026-01-01", "deliver": True})

    assert outcome.state == "failed"
    assert outcome.said == {
        ("extract", "failure"): "conf:1: as_off: unknown key; did you mean 'as_of'?"
    }


def test_a_run_can_be_narrowed_and_read_as_of_another_moment(project: Path, run: Run) -> None:
    (project / "stores.yaml").write_text(STORES, encoding="utf-8")
    hungarian = {"attribute": "country", "operator": "equals", "value": "HU"}

    everything = run("stores").receipt
    narrowed = run("stores", {"extra_filters": [hungarian], "as_of": "2026-01-31"}).receipt

    assert 0 < narrowed["rows"] < everything["rows"]
    assert narrowed["run_moment"] == "2026-01-31T00:00:00+00:00"


def test_a_run_can_keep_its_file_at_home(project: Path, run: Run, sftp_server: SftpServer) -> None:
    (project / "sent.yaml").write_text(f"{STORES}target: {{{TARGET}}}\n", encoding="utf-8")

    outcome = run("sent", {"deliver": False})

    assert outcome.state == "success"
    assert ("deliver", "return_value") not in outcome.said
    assert not (sftp_server.root / "inbox" / "sent.csv").exists()


def test_a_whole_configuration_can_be_the_conf_of_a_one_off_run(
    run: Run, sftp_server: SftpServer
) -> None:
    outcome = run(
        "antavo_export_once",
        {
            "name": "Stores of Győr",
            "model": "stores",
            "filters": [[{"attribute": "city", "operator": "equals", "value": "Győr"}]],
            "fields": [{"from": "id"}, {"from": "name", "to": "Név"}],
            "target": {"type": "sftp", "connection": "partner_sftp", "path": "/inbox/once.csv"},
        },
    )

    assert outcome.state == "success"
    assert outcome.receipt["file_name"] == "stores_of_gyor_20260330_033000.csv"
    assert outcome.file.startswith("id,Név\n".encode())
    assert (sftp_server.root / "inbox" / "once.csv").read_bytes() == outcome.file


def test_a_one_off_run_with_mistakes_names_all_of_them(run: Run) -> None:
    outcome = run(
        "antavo_export_once", {"name": "x", "model": "stores", "fields": [{"from": "nmae"}]}
    )

    assert outcome.state == "failed"
    assert outcome.said["check", "failure"].splitlines() == [
        "conf:1: fields.0.from: the data model 'stores' has no field 'nmae'; did you mean 'name'?",
        "conf:1: filters: is missing",
    ]
