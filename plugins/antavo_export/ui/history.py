"""Runs of exports as Airflow's metadata database holds them: the one module that reads its tables.

Airflow's REST API cannot sort or join what the list shows. Its models are no public interface, so
everything that depends on them stands here, and is covered by tests against a real Airflow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from airflow.models.dag import DagModel, DagTag
from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from antavo_export.config.folder import RESERVED
from antavo_export.orchestration.export_dag import MODEL_TAG, TAG, TARGET_TAG
from antavo_export.orchestration.failing_fast import FAILURE
from antavo_export.orchestration.progress_report import PROGRESS

Sort = Literal["created_at", "-created_at", "name", "-name"]
STATES: Final = {
    "pending": "queued",
    "processing": "running",
    "finished": "success",
    "failed": "failed",
}
RESULTS: Final = ("return_value", FAILURE, PROGRESS)

_NAME: Final[ColumnElement[str]] = func.coalesce(
    DagModel._dag_display_property_value,  # noqa: SLF001 - the mapped column of the display name
    DagModel.dag_id,
)

# A one-off run is called what its conf says.
_CONF_NAME: Final[ColumnElement[str]] = DagRun.conf["name"].as_string()


class RunQuery(BaseModel):
    """What the list is asked for, as a query string; empty texts ask for everything."""

    search: str = Field(default="", max_length=200)
    export: str = ""
    model: str = ""
    target: str = ""
    status: Literal["", "pending", "processing", "finished", "failed"] = ""
    sort: Sort = "-created_at"
    page: int = Field(default=1, ge=1)
    page_size: int = Field(default=25, ge=1, le=100)


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


def find_runs(session: Session, exports: set[str], query: RunQuery) -> tuple[int, list[RunRow]]:
    """Return how many runs of ``exports`` match, and the rows of one page."""
    matching = _matching(exports, query)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    # Only ids are sorted: whole runs are much wider, and all but one page would be thrown away.
    ids = session.scalars(
        _sorted(matching, query.sort)
        .limit(query.page_size)
        .offset((query.page - 1) * query.page_size)
    ).all()
    found = {row.run.id: row for row in _rows(session, DagRun.id.in_(ids))}
    return total, [found[run_id] for run_id in ids if run_id in found]


def find_run(session: Session, export_id: str, run_id: str) -> RunRow | None:
    """Return one run of an export; None where there is no such run, or the DAG is no export."""
    exports = select(DagTag.dag_id).where(DagTag.name == TAG)
    here = (DagRun.dag_id == export_id, DagRun.run_id == run_id, DagRun.dag_id.in_(exports))
    return next(iter(_rows(session, *here)), None)


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[RunRow]:
    found = session.execute(
        select(DagRun, _NAME, DagModel.owners)
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
        .order_by(_NAME, DagModel.dag_id)
    ).all()


def latest_runs(session: Session, exports: set[str]) -> dict[str, DagRun]:
    """Return the newest run of each export."""
    newest = select(func.max(DagRun.id)).where(DagRun.dag_id.in_(exports)).group_by(DagRun.dag_id)
    return {run.dag_id: run for run in session.scalars(select(DagRun).where(DagRun.id.in_(newest)))}


def created_at(run: DagRun) -> datetime:
    """Return when the run was made; runs older than Airflow 3.2 only know when they were due."""
    made: datetime | None = run.created_at
    return made or run.run_after


def _matching(exports: set[str], query: RunQuery) -> Select[Any]:
    chosen = {query.export} & exports if query.export else exports
    return select(DagRun.id).where(DagRun.dag_id.in_(chosen), *_conditions(query))


def _conditions(query: RunQuery) -> list[ColumnElement[bool]]:
    conditions = []
    if query.status:
        conditions.append(DagRun._state == STATES[query.status])  # noqa: SLF001 - the mapped column
    if query.search:
        conditions.append(_search(query.search))
    if query.model:
        conditions.append(_tagged(MODEL_TAG, query.model, DagRun.conf["model"].as_string()))
    if query.target:
        of_conf = DagRun.conf["target"]["type"].as_string()
        conditions.append(_tagged(TARGET_TAG, query.target, of_conf))
    return conditions


def _search(text: str) -> ColumnElement[bool]:
    """Match by the names of exports, of one-off runs and of those who created runs."""
    names = (_NAME, DagModel.dag_id)
    named = select(DagModel.dag_id).where(
        or_(*(name.icontains(text, autoescape=True) for name in names))
    )
    return or_(
        DagRun.dag_id.in_(named),
        DagRun.triggering_user_name.icontains(text, autoescape=True),
        and_(DagRun.dag_id == RESERVED, _CONF_NAME.icontains(text, autoescape=True)),
    )


def _tagged(prefix: str, value: str, of_conf: ColumnElement[Any]) -> ColumnElement[bool]:
    """Match runs whose DAG has the tag, or one-off runs whose conf says so."""
    tagged = select(DagTag.dag_id).where(DagTag.name == f"{prefix}{value}")
    return or_(DagRun.dag_id.in_(tagged), and_(DagRun.dag_id == RESERVED, of_conf == value))


def _sorted(matching: Select[Any], sort: Sort) -> Select[Any]:
    # Ids grow with the time of creation and are indexed, which created_at is not.
    newest = DagRun.id.desc()
    if sort.endswith("created_at"):
        return matching.order_by(newest if sort.startswith("-") else DagRun.id.asc())
    name = case((DagRun.dag_id == RESERVED, func.coalesce(_CONF_NAME, _NAME)), else_=_NAME)
    joined = matching.join(DagModel, DagModel.dag_id == DagRun.dag_id)
    return joined.order_by(name.desc() if sort.startswith("-") else name.asc(), newest)


def _results(session: Session, ids: Sequence[int]) -> dict[int, dict[str, dict[str, Any]]]:
    found: dict[int, dict[str, dict[str, Any]]] = {}
    wanted = select(XComModel).where(XComModel.dag_run_id.in_(ids), XComModel.key.in_(RESULTS))
    for entry in session.scalars(wanted):
        task = entry.task_id if entry.map_index < 0 else f"{entry.task_id}[{entry.map_index}]"
        value = XComModel.deserialize_value(entry)
        found.setdefault(entry.dag_run_id, {}).setdefault(task, {})[entry.key] = value
    return found
