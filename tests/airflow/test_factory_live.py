"""What becomes of files that are broken, mended, deleted and renamed below a running Airflow."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from demo.postgres import Postgres
from tests.fixtures.airflow_lab import Lab, airflow_lab
from tests.fixtures.whole_airflow import wait_for

EXPORTS = [f"stores_{number:02}" for number in range(50)]
STORES = "name: Stores {0}\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
TYPO = "filtres: none\n"
# Deleted files are noticed within seconds, as they otherwise are within minutes.
IMPATIENT: dict[str, Any] = {
    "DAG_PROCESSOR__STALE_DAG_THRESHOLD": 6,
    "SCHEDULER__PARSING_CLEANUP_INTERVAL": 2,
}

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def lab(
    postgres_server: Postgres, loyalty_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """Run an Airflow that has read fifty exports."""
    folder = tmp_path_factory.mktemp("factory")
    with airflow_lab(postgres_server, loyalty_uri, folder, **IMPATIENT) as lab:
        for export_id in EXPORTS:
            lab.file(export_id).write_text(STORES.format(export_id), encoding="utf-8")
        wait_for(lambda: set(EXPORTS) <= lab.is_stale().keys(), "fifty DAGs", seconds=300)
        yield lab


def stale(lab: Lab) -> set[str]:
    """Return the DAGs that Airflow takes for gone."""
    return {dag_id for dag_id, is_stale in lab.is_stale().items() if is_stale}


def break_file(lab: Lab, export_id: str) -> str:
    """Add a mistake to an export's file, or write a new one with it; return the file's text."""
    file = lab.file(export_id)
    good = file.read_text(encoding="utf-8") if file.exists() else STORES.format("new")
    file.write_text(good + TYPO, encoding="utf-8")
    wait_for(lambda: any(file.name in text for text in lab.import_errors()), "it", seconds=180)
    return good


def mend(lab: Lab, export_id: str, good: str) -> None:
    """Write a file without mistakes and wait until no error is left."""
    lab.file(export_id).write_text(good, encoding="utf-8")
    wait_for(lambda: lab.import_errors() == [], "no import error", seconds=180)


def printed(lab: Lab, *words: str) -> str:
    """Return what an Airflow command prints."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-m", "airflow", *words],
        env=dict(lab.airflow.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_the_same_files_read_again_give_no_new_version(lab: Lab) -> None:
    before = lab.versions()
    assert set(EXPORTS) <= before.keys()

    lab.parse_again(times=2)

    assert lab.versions() == before


def test_a_broken_file_dropped_in_is_one_error_and_touches_no_other_export(lab: Lab) -> None:
    before, gone = lab.versions(), stale(lab)

    good = break_file(lab, "newcomer")
    lab.parse_again()

    (error,) = lab.import_errors()
    assert f"{lab.file('newcomer')}:6: filtres: unknown key" in error
    assert stale(lab) == gone
    after = lab.versions()
    assert after.pop("newcomer")
    assert after == before
    mend(lab, "newcomer", good)


def test_the_command_line_shows_the_file_and_the_line(lab: Lab) -> None:
    good = break_file(lab, "shown")

    shown = printed(lab, "dags", "list-import-errors", "--output", "plain")

    assert "antavo_exports_check.py" in shown
    assert "shown.yaml:6: filtres: unknown key" in shown.replace("\n", "")
    mend(lab, "shown", good)


def test_an_export_that_is_broken_keeps_its_history_and_comes_back(lab: Lab) -> None:
    lab.run("stores_07")
    assert lab.runs("stores_07") == ["success"]

    good = break_file(lab, "stores_07")
    lab.parse_again()
    lab.run("stores_07")
    assert lab.is_stale()["stores_07"] is False
    assert lab.runs("stores_07") == ["success", "failed"]

    mend(lab, "stores_07", good)
    lab.parse_again()
    lab.run("stores_07")
    assert lab.runs("stores_07") == ["success", "failed", "success"]
    assert [number for number, _ in lab.versions()["stores_07"]] == [1, 2, 3]


def test_an_export_whose_file_is_deleted_goes_and_its_history_stays(lab: Lab) -> None:
    lab.run("stores_08")
    gone = stale(lab)

    lab.file("stores_08").unlink()

    wait_for(lambda: lab.is_stale()["stores_08"], "the DAG to go", seconds=240)
    assert lab.runs("stores_08") == ["success"]
    with lab.airflow.api() as api:
        answer = api.get("/dags/stores_08/dagRuns").raise_for_status().json()
    assert answer["total_entries"] == 1
    assert stale(lab) - gone == {"stores_08"}


def test_a_renamed_file_is_another_export(lab: Lab) -> None:
    lab.run("stores_09")

    lab.file("stores_09").rename(lab.file("shops"))

    wait_for(lambda: lab.is_stale()["stores_09"], "the old DAG to go", seconds=240)
    assert lab.is_stale()["shops"] is False
    assert (lab.runs("stores_09"), lab.runs("shops")) == (["success"], [])
