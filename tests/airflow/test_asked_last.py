"""The latest scheduled run, asked of Airflow's own database as the scheduler does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session
from airflow.utils.types import DagRunType
from sqlalchemy.orm import Session

from antavo_export.orchestration.timetables.asked_last import asked_last


@pytest.fixture
def session(airflow_database: Path) -> Iterator[Session]:
    """Return a session whose runs nobody ever sees."""
    assert airflow_database.is_dir()
    with create_session() as session:
        yield session
        session.rollback()


def added(session: Session, run_type: DagRunType, day: int, dag_id: str = "stores") -> DagRun:
    moment = datetime(2027, 3, day, 5, tzinfo=UTC)
    run = DagRun(
        dag_id=dag_id,
        run_id=f"{run_type.value}__{day}",
        run_type=run_type,
        logical_date=moment,
        run_after=moment,
        data_interval=(moment, moment),
    )
    session.add(run)
    session.flush()
    return run


def test_a_scheduled_run_is_its_own_answer(session: Session) -> None:
    added(session, DagRunType.SCHEDULED, 1)

    assert asked_last(added(session, DagRunType.SCHEDULED, 2)) == "scheduled__2"


def test_behind_a_backfill_the_latest_scheduled_run_of_the_same_dag_is_found(
    session: Session,
) -> None:
    for day in (2, 1):
        added(session, DagRunType.SCHEDULED, day)
    added(session, DagRunType.SCHEDULED, 3, dag_id="other")
    added(session, DagRunType.MANUAL, 4)

    assert asked_last(added(session, DagRunType.BACKFILL_JOB, 5)) == "scheduled__2"


def test_a_dag_that_only_a_backfill_ran_has_none(session: Session) -> None:
    assert asked_last(added(session, DagRunType.BACKFILL_JOB, 5)) is None
