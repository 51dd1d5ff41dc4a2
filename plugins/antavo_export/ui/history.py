"""Runs of exports as Airflow's metadata database holds them.

Airflow's REST API cannot sort or join what the list shows. Its models are no public interface, so
everything that depends on them stands here and in `run_list`, and is covered by tests against a
real Airflow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from airflow.models.dag import DagModel, DagTag
from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from antavo_export.orchestration.export_dag import TAG
from antavo_export.orchestration.failing_fast import FAILURE
from antavo_export.orchestration.progress_report import PROGRESS

STATES: Final = {
    "pending": "queued",
    "processing": "running",
    "finished": "success",
    "failed": "failed",
}
RESULTS: Final = ("return_value", FAILURE, PROGRESS)

NAME: Final[ColumnElement[str]] = func.coalesce(
    DagModel._dag_display_property_value,  # noqa: SLF001 - the mapped column of the display name
    DagModel.dag_id,
)


@dataclass(frozen=True)
class RunRow:
    """One run, with what its tasks said about it so far: ``{task_id: {key: value}}``."""

    run: DagRun
    name: str
    owner: str
    results: Mapping[str, Mapping[str, Any]]


def export_ids(session: Session, readable: set[str]) -> set[str]:
    """Return the ids of the exports among the DAGs that may be read."""
    tagged = session.scalars(select(DagTag.dag_id).where(DagTag.name == TAG))
    return set(tagged) & readable


def find_run(session: Session, export_id: str, run_id: str) -> RunRow | None:
    """Return one run of an export; None where there is no such run, or the DAG is no export."""
    exports = select(DagTag.dag_id).where(DagTag.name == TAG)
    here = (DagRun.dag_id == export_id, DagRun.run_id == run_id, DagRun.dag_id.in_(exports))
    return next(iter(rows(session, *here)), None)


def rows(session: Session, *conditions: ColumnElement[bool]) -> list[RunRow]:
    """Return the runs that meet all conditions, in no order."""
    found = session.execute(
        select(DagRun, NAME, DagModel.owners)
        .join(DagModel, DagModel.dag_id == DagRun.dag_id)
        .where(*conditions)
    ).all()
    results = _results(session, [run.id for run, _, _ in found])
    return [RunRow(run, name, owner or "", results.get(run.id, {})) for run, name, owner in found]


def tags_of(session: Session, exports: Iterable[str]) -> dict[str, set[str]]:
    """Return the tags of each export."""
    tags: dict[str, set[str]] = {}
    for tag in session.scalars(select(DagTag).where(DagTag.dag_id.in_(exports))):
        tags.setdefault(tag.dag_id, set()).add(tag.name)
    return tags


def definitions(session: Session, exports: set[str]) -> Sequence[DagModel]:
    """Return the DAGs of the exports that are on offer now, by display name."""
    return session.scalars(
        select(DagModel)
        .where(DagModel.dag_id.in_(exports), DagModel.is_stale.is_(False))
        .order_by(NAME, DagModel.dag_id)
    ).all()


def latest_runs(session: Session, exports: set[str]) -> dict[str, DagRun]:
    """Return the newest run of each export."""
    newest = select(func.max(DagRun.id)).where(DagRun.dag_id.in_(exports)).group_by(DagRun.dag_id)
    return {run.dag_id: run for run in session.scalars(select(DagRun).where(DagRun.id.in_(newest)))}


def created_at(run: DagRun) -> datetime:
    """Return when the run was made; runs older than Airflow 3.2 only know when they were due."""
    made: datetime | None = run.created_at
    return made or run.run_after


def _results(session: Session, ids: Sequence[int]) -> dict[int, dict[str, dict[str, Any]]]:
    found: dict[int, dict[str, dict[str, Any]]] = {}
    # Columns rather than whole entries, each of which would bring its whole run along.
    entry = XComModel
    wanted = select(entry.dag_run_id, entry.task_id, entry.map_index, entry.key, entry.value)
    here = wanted.where(entry.dag_run_id.in_(ids), entry.key.in_(RESULTS))
    for row in session.execute(here):
        task = row.task_id if row.map_index < 0 else f"{row.task_id}[{row.map_index}]"
        said = found.setdefault(row.dag_run_id, {}).setdefault(task, {})
        said[row.key] = XComModel.deserialize_value(row)
    return found
