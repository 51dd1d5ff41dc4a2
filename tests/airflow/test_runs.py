"""Runs of whole DAGs: a real Postgres, a real SFTP server, Airflow's own task runner."""

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.fixtures.dag_runs import ROOT, Run
from tests.fixtures.sftp import SftpServer

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
TARGET = "type: sftp, connection: partner_sftp, path: /inbox/sent.csv"


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
    assert outcome.said["extract", "failure"] == (
        "conf:1: as_off: unknown key; did you mean 'as_of'?"
    )
    assert ("extract", "return_value") not in outcome.said


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
