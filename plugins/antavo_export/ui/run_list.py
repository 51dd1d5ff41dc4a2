"""One page of the list of runs, found fast among a hundred thousand of them."""

from collections import Counter
from collections.abc import Sequence

from airflow.models.dag import DagModel
from airflow.models.dagrun import DagRun
from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from antavo_export.config.folder import RESERVED
from antavo_export.ui.history import NAME, RunRow, rows
from antavo_export.ui.run_query import CONF_NAME, Matching, RunQuery, counts, matching_runs

Page = tuple[int, Sequence[int]]


def find_runs(session: Session, exports: set[str], query: RunQuery) -> tuple[int, list[RunRow]]:
    """Return how many runs of ``exports`` match, and the rows of one page."""
    matching = matching_runs(session, exports, query)
    page = _page_by_name if query.sort.endswith("name") else _page_by_time
    total, ids = page(session, matching, query)
    found = {row.run.id: row for row in rows(session, DagRun.id.in_(ids))} if ids else {}
    return total, [found[run_id] for run_id in ids if run_id in found]


def _page_by_time(session: Session, matching: Matching, query: RunQuery) -> Page:
    """Return how many runs match and the ids of a page.

    A first page that is not full holds all that match: counting would look for them once more.
    """
    newest = query.sort.startswith("-")
    selected = select(DagRun.id).where(or_(*matching.conditions))
    if query.page == 1:
        ids = session.scalars(_by_id(selected, newest=newest).limit(query.page_size)).all()
        full = len(ids) == query.page_size
        return counts(session, matching).total() if full else len(ids), ids
    total = counts(session, matching).total()
    first, size, backwards = _from_the_nearer_end(total, query)
    found = session.scalars(
        _by_id(selected, newest=newest is not backwards).limit(size).offset(first)
    )
    return total, found.all()[:: -1 if backwards else 1]


def _page_by_name(session: Session, matching: Matching, query: RunQuery) -> Page:
    """Return how many runs match and the ids of a page, the newest first of each export.

    Only the runs of exports that are near the page in the order of names are sorted.
    """
    counted = counts(session, matching)
    total = counted.total()
    first, size, backwards = _from_the_nearer_end(total, query)
    descending = query.sort.startswith("-") is not backwards
    exports = matching.by_name[:: -1 if descending else 1]
    before, near = _near(exports, counted, first, size)
    selected = (
        select(DagRun.id)
        .join(DagModel, DagModel.dag_id == DagRun.dag_id)
        .where(or_(*matching.conditions), DagRun.dag_id.in_([*near, RESERVED]))
    )
    ordered = _by_id(_by_name(selected, descending=descending), newest=not backwards)
    found = session.scalars(ordered.limit(size).offset(first - before))
    return total, found.all()[:: -1 if backwards else 1]


def _from_the_nearer_end(total: int, query: RunQuery) -> tuple[int, int, bool]:
    """Return how many to skip, how many to read, and whether from the end.

    The last page then costs what the first does.
    """
    size = max(0, min(query.page_size, total - query.first))
    if query.first <= total // 2:
        return query.first, size, False
    return max(0, total - query.first - size), size, True


def _near(
    exports: Sequence[str], counted: Counter[str], first: int, size: int
) -> tuple[int, list[str]]:
    """Return the exports that may have runs on a page, and how many runs those before them have.

    Runs without a file of their own may stand anywhere between the others, by their own names.
    """
    passed = before = 0
    near = []
    for export in exports:
        if passed + counted[export] <= first - counted[RESERVED]:
            before += counted[export]
        elif passed < first + size:
            near.append(export)
        passed += counted[export]
    return before, near


def _by_id(selected: Select[int], *, newest: bool) -> Select[int]:
    # Ids grow with the time of creation and are indexed, which created_at is not.
    return selected.order_by(DagRun.id.desc() if newest else DagRun.id.asc())


def _by_name(selected: Select[int], *, descending: bool) -> Select[int]:
    own = func.coalesce(CONF_NAME, NAME)
    name = case((DagRun.dag_id == RESERVED, own), else_=NAME)
    keys = (name, DagRun.dag_id)
    return selected.order_by(*(key.desc() if descending else key.asc() for key in keys))
