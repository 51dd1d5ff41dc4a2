"""A month backfilled by a whole Airflow: the same files as if each day had been run on its day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from antavo_export.catalog import load_catalog
from antavo_export.cli.airflow_api import TOKEN, URL
from antavo_export.cli.main import main
from antavo_export.config.loader import load_export
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.store import LocalStore
from demo.postgres import Postgres
from tests.fixtures.ports import free_port
from tests.fixtures.whole_airflow import WholeAirflow, wait_for, whole_airflow

BUDAPEST = ZoneInfo("Europe/Budapest")  # clocks go forward on 29 March 2026
MARCH = ["--from", "2026-03-01", "--to", "2026-03-30"]
YESTERDAY = """
name: Events of yesterday
model: events
timezone: Europe/Budapest
filters:
  - - {{attribute: timestamp, operator: gte, value: "date: yesterday"}}
    - {{attribute: timestamp, operator: lt, value: "date: today"}}
fields:
  - {{from: _id}}
  - {{from: customer}}
  - {{from: timestamp}}
schedule: {{daily: true, at: "{at}", timezone: Europe/Budapest, start: 2099-01-01}}
"""

pytestmark = pytest.mark.e2e
Command = Callable[..., tuple[list[str], list[str], int]]


@pytest.fixture(scope="module")
def airflow(
    postgres_server: Postgres, loyalty_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WholeAirflow]:
    """Run an Airflow with one export and its database."""
    postgres_server.create_database("airflow_backfill")
    login = conninfo_to_dict(loyalty_uri)
    antavo = {
        "conn_type": "postgres",
        "host": login["host"],
        "port": login["port"],
        "login": login["user"],
        "password": login["password"],
        "schema": login["dbname"],
    }
    folder = tmp_path_factory.mktemp("backfill")
    database = postgres_server.uri("airflow_backfill")
    with whole_airflow(folder, database, free_port(), {"antavo": antavo}) as airflow:
        save(airflow.configs, at="05:30")
        with airflow.api() as api:
            wait_for(lambda: api.get("/dags/yesterday/details").is_success, "it", seconds=300)
        yield airflow


def save(configs: Path, *, at: str) -> None:
    """Write the export file."""
    configs.mkdir(exist_ok=True)
    (configs / "yesterday.yaml").write_text(YESTERDAY.format(at=at), encoding="utf-8")


@pytest.fixture
def command(
    airflow: WholeAirflow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Return what runs ``antavo-export backfill`` and returns its lines and its exit code."""
    monkeypatch.setenv(TOKEN, airflow.token())
    monkeypatch.setenv(URL, airflow.url)
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(airflow.configs))

    def run(*arguments: str) -> tuple[list[str], list[str], int]:
        code = main(["backfill", "yesterday", *arguments])
        printed = capsys.readouterr()
        return printed.out.splitlines()[2:], printed.err.splitlines(), code

    return run


def moments() -> list[datetime]:
    """Return half past five of every day from the 1st to the 30th."""
    first = datetime(2026, 3, 1, 5, 30, tzinfo=BUDAPEST)
    return [(first + timedelta(days=n)).astimezone(UTC) for n in range(30)]


def runs(api: httpx.Client) -> list[dict[str, str]]:
    answer = api.get("/dags/yesterday/dagRuns", params={"limit": 100, "order_by": "logical_date"})
    found: list[dict[str, str]] = answer.raise_for_status().json()["dag_runs"]
    return found


def test_a_month_is_planned_and_run_as_if_each_day_had_been_run_on_its_day(
    airflow: WholeAirflow, command: Command, loyalty_uri: str, tmp_path: Path
) -> None:
    plan, summary, code = command(*MARCH, "--dry-run")
    assert (len(plan), summary, code) == (30, ["30 run moments: 30 run"], 0)
    assert plan[0].split() == ["2026-03-01T05:30:00+01:00", "nothing", "run"]
    assert plan[29].split() == ["2026-03-30T05:30:00+02:00", "nothing", "run"]

    with airflow.api() as api:
        assert _march(api) == []
        wait_for(lambda: not _under_way(api), "earlier backfills to be complete", seconds=120)
        _, said, code = command(*MARCH)
        assert code == 0
        assert said[1].endswith(f"has begun, see {airflow.url}/dags/yesterday/backfills")
        wait_for(lambda: _all_ended(api), "30 runs", seconds=600)
        assert [datetime.fromisoformat(run["logical_date"]) for run in _march(api)] == moments()
        assert {run["state"] for run in _march(api)} == {"success"}

    backfilled = {file.name: file.read_bytes() for file in airflow.store.rglob("*_202603*.csv")}
    assert backfilled == _each_day_on_its_day(airflow.configs, loyalty_uri, tmp_path)
    assert len(set(backfilled.values())) == 30

    plan, summary, _ = command(*MARCH, "--dry-run", "--only-missing")
    assert summary == ["30 run moments: 30 left alone"]
    assert plan[0].split() == [
        "2026-03-01T05:30:00+01:00",
        "success",
        "(backfill)",
        "left",
        "alone",
    ]
    _, summary, _ = command(*MARCH, "--dry-run")
    assert summary == ["30 run moments: 30 run again"]


def _all_ended(api: httpx.Client) -> bool:
    found = _march(api)
    return len(found) == 30 and all(run["state"] in {"success", "failed"} for run in found)


def _march(api: httpx.Client) -> list[dict[str, str]]:
    return [run for run in runs(api) if run["logical_date"].startswith("2026-03")]


def _each_day_on_its_day(configs: Path, loyalty_uri: str, folder: Path) -> dict[str, bytes]:
    """Return the files of runs at each moment, by name, made without Airflow."""
    export = load_export(configs / "yesterday.yaml", load_catalog())
    for moment in moments():
        extract(
            export,
            moment,
            connect=lambda: psycopg.connect(loyalty_uri),
            store=LocalStore(folder),
            run_id=moment.isoformat(),
        )
    return {file.name: file.read_bytes() for file in folder.rglob("*.csv")}


def test_only_what_is_missing_is_run_when_asked_for(
    airflow: WholeAirflow, command: Command
) -> None:
    days = ["--from", "2026-02-01", "--to", "2026-02-03"]
    with airflow.api() as api:
        wait_for(lambda: not _under_way(api), "earlier backfills to be complete", seconds=120)
        assert command(*days)[2] == 0
        wait_for(lambda: _ended(api, 3), "3 runs", seconds=300)
        gone, failed, kept = (run["dag_run_id"] for run in _february(api))
        api.delete(f"/dags/yesterday/dagRuns/{gone}").raise_for_status()
        api.patch(f"/dags/yesterday/dagRuns/{failed}", json={"state": "failed"}).raise_for_status()
        wait_for(lambda: not _under_way(api), "the backfill to be complete", seconds=120)

        plan, summary, _ = command(*days, "--only-missing")

        assert [line.split()[1] for line in plan] == ["nothing", "failed", "success"]
        assert summary[0] == "3 run moments: 1 run, 1 run again, 1 left alone"
        wait_for(lambda: _ended(api, 3), "3 runs", seconds=300)
        assert {run["state"] for run in _february(api)} == {"success"}
        assert _february(api)[2]["dag_run_id"] == kept


def _february(api: httpx.Client) -> list[dict[str, str]]:
    return [run for run in runs(api) if run["logical_date"].startswith("2026-02")]


def _ended(api: httpx.Client, number: int) -> bool:
    found = _february(api)
    return len(found) == number and all(run["state"] in {"success", "failed"} for run in found)


def _under_way(api: httpx.Client) -> bool:
    found = api.get("/backfills", params={"dag_id": "yesterday"}).raise_for_status().json()
    return any(backfill["completed_at"] is None for backfill in found["backfills"])


def test_a_file_that_airflow_has_not_read_yet_is_not_backfilled(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configs = tmp_path / "export_configs"
    save(configs, at="06:30")
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(configs))

    _, said, code = command("--from", "2026-01-01", "--to", "2026-01-02")

    assert code == 1
    assert said[-1] == (
        "Airflow and the file disagree about 3 moments: only the file has "
        "2026-01-01T05:30:00+00:00; wait until Airflow has read the file as it is now"
    )


def test_an_inactive_export_is_said_to_wait(airflow: WholeAirflow, command: Command) -> None:
    with airflow.api() as api:
        api.patch("/dags/yesterday", json={"is_paused": True}).raise_for_status()
        wait_for(lambda: not _under_way(api), "earlier backfills to be complete", seconds=120)
        _, said, _ = command("--from", "2026-01-10", "--to", "2026-01-10")
        assert said[-1] == "yesterday is Inactive in Airflow: its runs wait until it is switched on"

        _, said, code = command("--from", "2026-01-11", "--to", "2026-01-11")
        assert code == 1
        assert said[-1].endswith("There is already a running backfill for dag yesterday (409)")
        # Else no other test could run any more.
        api.patch("/dags/yesterday", json={"is_paused": False}).raise_for_status()
        wait_for(lambda: not _under_way(api), "the backfill to be complete", seconds=300)


def test_a_token_that_is_not_accepted_is_said_to_be_the_reason(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, "e30.e30.e30")

    _, said, code = command(*MARCH)

    assert code == 1
    assert f"the token in {TOKEN} is not accepted" in said[-1]
