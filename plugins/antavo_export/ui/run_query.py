"""What the list of runs is asked for, and which runs that means.

Airflow's tables have indexes for the exports of runs, not for names, users or what a conf says. So
the exports that are asked for, which are few, are chosen first, and runs are taken by export. The
runs that need a look at each of them stand apart: those found by who created them, and those
without a file of their own, which are called what their conf says.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from airflow.models.dag import DagModel, DagTag
from airflow.models.dagrun import DagRun
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from antavo_export.config.folder import RESERVED
from antavo_export.orchestration.export_dag import MODEL_TAG, TARGET_TAG
from antavo_export.ui.history import NAME, STATES

Sort = Literal["created_at", "-created_at", "name", "-name"]
Condition = ColumnElement[bool]

# Of a one-off run with a list of them; what a database does for lists differs, this works in all.
_TARGETS_LOOKED_AT: Final = 5

CONF_NAME: Final = DagRun.conf["name"].as_string()


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

    @property
    def first(self) -> int:
        """How many runs come before the page."""
        return (self.page - 1) * self.page_size


@dataclass(frozen=True)
class Matching:
    """The runs that match, as conditions of which each run meets one at most.

    ``by_name`` holds the ids of the exports that have files, in the order of their names.
    """

    by_name: Sequence[str]
    conditions: Sequence[Condition]


def matching_runs(session: Session, exports: set[str], query: RunQuery) -> Matching:
    """Return which runs of ``exports`` are asked for."""
    chosen = {query.export} & exports if query.export else exports
    found = session.execute(_asked_for(chosen - {RESERVED}, query)).all()
    looked_at: list[Condition] = []
    others = [one for one, named in found if not named]
    if others:
        looked_at.append(and_(DagRun.dag_id.in_(others), _by(query.search)))
    if RESERVED in chosen:
        looked_at.append(and_(DagRun.dag_id == RESERVED, *_of_conf(query)))
    conditions: list[Condition] = [DagRun.dag_id.in_([one for one, named in found if named])]
    if looked_at:
        conditions.append(or_(*looked_at))
    if query.status:
        state = DagRun._state == STATES[query.status]  # noqa: SLF001 - the mapped column
        conditions = [and_(condition, state) for condition in conditions]
    return Matching([one for one, _ in found], conditions)


def _asked_for(exports: set[str], query: RunQuery) -> Select[str, bool]:
    """Select exports that have files, by name, and whether their names hold what is searched."""
    names = (NAME, DagModel.dag_id)
    named = or_(*(name.icontains(query.search, autoescape=True) for name in names))
    tags = [(MODEL_TAG, query.model), (TARGET_TAG, query.target)]
    return (
        select(DagModel.dag_id, named if query.search else literal(value=True))
        .where(DagModel.dag_id.in_(exports))
        .where(*(_tagged(f"{prefix}{value}") for prefix, value in tags if value))
        .order_by(NAME, DagModel.dag_id)
    )


def _tagged(tag: str) -> Condition:
    return DagModel.dag_id.in_(select(DagTag.dag_id).where(DagTag.name == tag))


def _by(text: str) -> Condition:
    return DagRun.triggering_user_name.icontains(text, autoescape=True)


def _of_conf(query: RunQuery) -> list[Condition]:
    """Return what a run without a file of its own must meet."""
    conditions: list[Condition] = []
    if query.model:
        conditions.append(DagRun.conf["model"].as_string() == query.model)
    if query.target:
        target = DagRun.conf["target"]
        several = (target[index]["type"] for index in range(_TARGETS_LOOKED_AT))
        kinds = (target["type"], *several)
        conditions.append(or_(*(kind.as_string() == query.target for kind in kinds)))
    if query.search:
        called = CONF_NAME.icontains(query.search, autoescape=True)
        conditions.append(or_(called, _by(query.search)))
    return conditions


def counts(session: Session, matching: Matching) -> Counter[str]:
    """Return how many runs of each export match.

    Each condition is counted by itself, so that indexes alone answer for most.
    """
    found: Counter[str] = Counter()
    for condition in matching.conditions:
        counted = select(DagRun.dag_id, func.count()).where(condition).group_by(DagRun.dag_id)
        found.update(dict(session.execute(counted).all()))
    return found
