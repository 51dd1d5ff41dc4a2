"""Pools: created for every target, used when switched on, and what happens without them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from antavo_export.cli.airflow_api import TOKEN, URL
from antavo_export.cli.main import main
from antavo_export.orchestration.factory import build_dags
from demo.postgres import Postgres
from tests.fixtures.airflow_lab import Lab, airflow_lab
from tests.fixtures.dag_runs import sftp_connection
from tests.fixtures.sftp import running_sftp_server
from tests.fixtures.whole_airflow import wait_for

EXPORT = """
name: Stores
model: stores
filters: none
fields: all
schedule: manual
target: {{type: sftp, connection: {0}, path: "/{{{{ export }}}}.csv"}}
"""
POOL = "AIRFLOW__ANTAVO_EXPORT__TARGET_POOLS"
Command = Callable[..., tuple[list[str], list[str], int]]


@pytest.fixture(scope="module")
def lab(
    postgres_server: Postgres, loyalty_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """Run an Airflow with pools switched on, and an SFTP server."""
    folder = tmp_path_factory.mktemp("pools")
    with running_sftp_server(tmp_path_factory.mktemp("partner")) as server:
        connections = {"partner": sftp_connection(server)}
        options: dict[str, Any] = {"ANTAVO_EXPORT__TARGET_POOLS": True}
        with airflow_lab(postgres_server, loyalty_uri, folder, connections, **options) as lab:
            yield lab


@pytest.fixture
def pools(lab: Lab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return what runs ``antavo-export pools`` and returns its lines and its exit code."""
    monkeypatch.setenv(TOKEN, lab.airflow.token())
    monkeypatch.setenv(URL, lab.airflow.url)
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(lab.airflow.configs))

    def run(*arguments: str) -> tuple[list[str], list[str], int]:
        code = main(["pools", *arguments])
        printed = capsys.readouterr()
        return printed.out.splitlines(), printed.err.splitlines(), code

    return run


def save(folder: Path, export_id: str, connection: str) -> None:
    (folder / f"{export_id}.yaml").write_text(EXPORT.format(connection), encoding="utf-8")


def test_deliveries_share_the_pool_of_their_connection_only_when_asked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, "stores", "partner")
    monkeypatch.delenv(POOL, raising=False)
    assert build_dags(tmp_path)["stores"].get_task("deliver").pool == "default_pool"

    monkeypatch.setenv(POOL, "True")
    dag = build_dags(tmp_path)["stores"]

    assert dag.get_task("deliver").pool == "target_partner"
    assert dag.get_task("extract").pool == "default_pool"


@pytest.mark.e2e
def test_a_delivery_waits_for_its_pool_and_goes_on_when_the_command_has_created_it(
    lab: Lab, pools: Command
) -> None:
    save(lab.airflow.configs, "stores", "partner")
    save(lab.airflow.configs, "shops", "partner")
    wait_for(lambda: {"stores", "shops"} <= set(lab.is_stale()), "the DAGs", seconds=240)
    run_id = lab.trigger("stores")
    wait_for(lambda: lab.task_states(run_id).get("deliver") == "scheduled", "the wait", seconds=240)

    assert pools("--dry-run") == (["target_partner  is missing"], [], 0)
    assert pools("--slots", "1") == (["target_partner  created, 1 slot"], [], 0)

    wait_for(lambda: lab.runs("stores") == ["success"], "the run", seconds=240)
    assert pools("--slots", "3") == (["target_partner  exists, 1 slot"], [], 0)


@pytest.mark.e2e
def test_a_file_with_mistakes_keeps_no_other_export_from_its_pool(
    lab: Lab, pools: Command, tmp_path: Path
) -> None:
    save(tmp_path, "second", "second")
    (tmp_path / "broken.yaml").write_text("name: Broken\n", encoding="utf-8")

    said, mistakes, code = pools(str(tmp_path))

    assert (said, code) == (["target_second  created, 4 slots"], 1)
    assert f"{tmp_path / 'broken.yaml'}:1: fields: is missing" in mistakes
    with lab.airflow.api() as api:
        pool = api.get("/pools/target_second").raise_for_status().json()
    assert (pool["slots"], pool["include_deferred"]) == (4, False)
