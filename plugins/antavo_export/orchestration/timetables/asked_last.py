"""Which run the schedule itself asked for last, where Airflow's own answer is one of a backfill."""

from typing import TYPE_CHECKING

from airflow.utils.types import DagRunType

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun


def asked_last(latest: "DagRun") -> str | None:
    """Return the id of the latest scheduled run of the DAG of ``latest``; None if it has none.

    Airflow hands a timetable the latest run that nobody triggered, and counts those of a backfill.
    """
    if latest.run_type == DagRunType.SCHEDULED:
        return latest.run_id
    # Only the scheduler and the DAG processor get here; tasks, which load this module with their
    # DAG, may not look into the database.
    from airflow.models.dagrun import DagRun  # noqa: PLC0415 - see above
    from sqlalchemy import select  # noqa: PLC0415 - see above
    from sqlalchemy.orm import object_session  # noqa: PLC0415 - see above

    session = object_session(latest)
    if session is None:
        return None
    scheduled = DagRun.dag_id == latest.dag_id, DagRun.run_type == DagRunType.SCHEDULED
    newest_first = select(DagRun.run_id).where(*scheduled).order_by(DagRun.logical_date.desc())
    return session.scalar(newest_first.limit(1))
