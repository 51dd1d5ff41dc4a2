"""An edited schedule in a real Airflow: its DAG processor, its scheduler, its database."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from airflow.models.dag import DagModel
from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session
from sqlalchemy import select

from tests.fixtures.whole_airflow import LONG_LIMITS

pytestmark = [pytest.mark.airflow, pytest.mark.e2e]

DAG_FILE = """
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG
from pydantic import TypeAdapter

from antavo_export.orchestration.timetables import timetable_for
from antavo_export.schedules import Schedule

schedule = timetable_for(TypeAdapter(Schedule).validate_python({section!r}))
with DAG("edited", schedule=schedule, catchup=False, is_paused_upon_creation=False):
    EmptyOperator(task_id="nothing")
"""


def airflow(*arguments: str) -> None:
    """Run an Airflow command to its end."""
    subprocess.run(  # noqa: S603  # our own interpreter and arguments
        [sys.executable, "-m", "airflow", *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **LONG_LIMITS, "AIRFLOW__CORE__PARALLELISM": "1"},
        timeout=600,
    )


@pytest.fixture
def save_and_run(airflow_database: Path) -> Callable[[dict[str, object]], None]:
    """Return what writes the DAG file and lets Airflow read it and schedule."""

    def run(section: dict[str, object]) -> None:
        folder = airflow_database / "dags"
        folder.mkdir(exist_ok=True)
        (folder / "edited.py").write_text(DAG_FILE.format(section=section), encoding="utf-8")
        airflow("dag-processor", "--num-runs", "1")
        airflow("scheduler", "--num-runs", "3")

    return run


def _runs() -> list[datetime]:
    with create_session() as session:
        statement = select(DagRun.logical_date).where(DagRun.dag_id == "edited")
        return [moment for moment in session.scalars(statement) if moment]


def _next_run() -> datetime | None:
    with create_session() as session:
        return session.scalar(select(DagModel.next_dagrun).where(DagModel.dag_id == "edited"))


def _where_it_is_noon() -> ZoneInfo:
    """Return a zone in which no day ends while the test runs."""
    return ZoneInfo(f"Etc/GMT{datetime.now(UTC).hour - 12:+d}")


def test_an_export_moved_to_a_time_that_has_just_passed_runs_there_tomorrow(
    save_and_run: Callable[[dict[str, object]], None],
) -> None:
    zone = _where_it_is_noon()
    now = datetime.now(zone).replace(second=0, microsecond=0)
    early, late = now - timedelta(minutes=6), now - timedelta(minutes=2)

    save_and_run({"daily": True, "at": f"{early:%H:%M}", "timezone": zone.key})
    assert _runs() == [early]
    save_and_run({"daily": True, "at": f"{late:%H:%M}", "timezone": zone.key})
    assert _runs() == [early]
    assert _next_run() == late + timedelta(days=1)
