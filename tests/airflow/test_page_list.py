"""Pages of the list: nothing is lost, shown twice or out of order; what is asked for is found."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from antavo_export.config.folder import RESERVED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

pytestmark = pytest.mark.airflow

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = {"page_a": "Bonus", "page_b": "Audience", "page_c": "Churn", "page_d": "Bonus"}
MODELS = {"page_a": "customers", "page_b": "events", "page_c": "customers", "page_d": "events"}
# What runs without a file are called; None is an old one, called what its DAG is.
LOOSE = ["Bonus", "Aardvark", "Chalk", "Zebra", None]
ONCE = "One-off export"
RUNS = 17  # of all five, in turn
PEOPLE = ["ann", "Beth", None]

Shown = list[tuple[str, str, int]]
Find = Callable[..., tuple[int, Shown]]


def _seed(session: "Session") -> None:
    # Here and below: importing Airflow takes seconds, which only these tests should pay for.
    from airflow.models.dag import DagModel, DagTag  # noqa: PLC0415
    from airflow.models.dagbundle import DagBundleModel  # noqa: PLC0415
    from airflow.models.dagrun import DagRun  # noqa: PLC0415
    from sqlalchemy import delete  # noqa: PLC0415

    # Other tests have runs without a file too; they are back when this transaction is.
    session.execute(delete(DagRun).where(DagRun.dag_id == RESERVED))
    session.add(DagBundleModel(name="pages"))
    session.flush()
    for export_id, name in {**NAMES, RESERVED: ONCE}.items():
        dag = DagModel(dag_id=export_id, bundle_name="pages")  # type: ignore[no-untyped-call]
        dag._dag_display_property_value = name  # noqa: SLF001 - the mapped column
        session.merge(dag)
        session.flush()
        if export_id in MODELS:
            session.add(DagTag(name=f"model:{MODELS[export_id]}", dag_id=export_id))
            session.add(DagTag(name="target:sftp", dag_id=export_id))
    for number in range(RUNS):
        session.add(_run(number))
        session.flush()


def _run(number: int) -> Any:  # noqa: ANN401 - of Airflow, which is imported late
    from airflow.models.dagrun import DagRun  # noqa: PLC0415
    from airflow.utils.state import DagRunState  # noqa: PLC0415
    from airflow.utils.types import DagRunType  # noqa: PLC0415

    export_id = [*NAMES, RESERVED][number % (len(NAMES) + 1)]
    name = LOOSE[number // (len(NAMES) + 1) % len(LOOSE)]
    target = [{"type": "ftps"}, {"type": "ftp"}] if name == "Chalk" else {"type": "ftp"}
    conf = {"name": name, "model": "events", "target": target} if name else {}
    return DagRun(
        dag_id=export_id,
        run_id=f"run_{number:02}",
        run_type=DagRunType.MANUAL,
        run_after=BEGAN + timedelta(hours=number),
        state=DagRunState.FAILED if number % 4 == 0 else DagRunState.SUCCESS,
        conf=conf if export_id == RESERVED else {},
        triggering_user_name=PEOPLE[number % len(PEOPLE)],
    )


@pytest.fixture(scope="module")
def find(airflow_database: Path) -> Iterator[Find]:
    """Return what finds runs of five exports, which are gone afterwards."""
    del airflow_database  # it must be there
    from airflow.utils.session import create_session  # noqa: PLC0415

    from antavo_export.ui.run_list import find_runs  # noqa: PLC0415 - see above
    from antavo_export.ui.run_query import RunQuery  # noqa: PLC0415 - see above
    from antavo_export.ui.views import run_view  # noqa: PLC0415 - see above

    with create_session() as session:
        _seed(session)

        def found(**asked: Any) -> tuple[int, Shown]:
            total, rows = find_runs(session, {*NAMES, RESERVED}, RunQuery(**asked))
            named = [(run_view(row, set())["name"], row.run.dag_id, row.run) for row in rows]
            return total, [(name, export, int(run.run_id[-2:])) for name, export, run in named]

        yield found
        session.rollback()


def everything() -> Shown:
    """Return what was seeded, the newest first."""
    runs = [_run(number) for number in reversed(range(RUNS))]
    names = {**NAMES, RESERVED: ONCE}
    return [
        ((run.conf or {}).get("name") or names[run.dag_id], run.dag_id, int(run.run_id[-2:]))
        for run in runs
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 30])
@pytest.mark.parametrize("sort", ["created_at", "-created_at", "name", "-name"])
def test_all_pages_together_are_the_whole_list_in_order(find: Find, sort: str, size: int) -> None:
    shown = []
    for page in range(1, RUNS // size + 2):
        total, rows = find(sort=sort, page=page, page_size=size)
        assert total == RUNS
        shown += rows

    newest_first = everything()
    match sort:
        case "created_at":
            assert shown == newest_first[::-1]
        case "-created_at":
            assert shown == newest_first
        case _:
            assert shown == sorted(newest_first, key=lambda row: row[:2], reverse=sort == "-name")


def test_a_page_behind_the_last_is_empty(find: Find) -> None:
    for sort in ("name", "created_at"):
        assert find(page=3, page_size=10, sort=sort) == (RUNS, [])


def test_a_conf_that_holds_anything_is_shown_as_texts(find: Find) -> None:
    from antavo_export.ui.history import RunRow  # noqa: PLC0415 - see above
    from antavo_export.ui.views import run_view  # noqa: PLC0415 - see above

    assert find()[0] == RUNS
    run = _run(4)
    run.conf = {"name": {"a": 1}, "model": ["stores"], "target": "ftp"}
    shown = run_view(RunRow(run, ONCE, "somebody", {}), set())

    assert (shown["name"], shown["model"], shown["targets"]) == (ONCE, "", [])


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize("sort", ["-created_at", "name"])
@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({"search": "bonus"}, lambda name, *_: name == "Bonus"),
        ({"search": "PAGE_C"}, lambda _, export, *__: export == "page_c"),
        ({"search": "beth"}, lambda _, __, run: PEOPLE[run % 3] == "Beth"),
        (
            {"search": "e"},
            lambda name, export, run: (
                export in NAMES or "e" in f"{name}{PEOPLE[run % 3] or ''}".casefold()
            ),
        ),
        ({"search": "none of all"}, lambda *_: False),
        ({"search": "_"}, lambda _, export, *__: export in NAMES),
        (
            {"model": "events"},
            lambda name, export, _: MODELS.get(export, "events") == "events" and name != ONCE,
        ),
        ({"target": "ftp"}, lambda name, export, _: export == RESERVED and name != ONCE),
        (
            {"target": "sftp", "search": "ann"},
            lambda _, export, run: export in NAMES and PEOPLE[run % 3] == "ann",
        ),
        ({"status": "failed"}, lambda _, __, run: run % 4 == 0),
        (
            {"export": "page_d", "status": "finished"},
            lambda _, export, run: export == "page_d" and run % 4,
        ),
        ({"export": RESERVED}, lambda _, export, __: export == RESERVED),
        ({"export": "no_such"}, lambda *_: False),
    ],
)
def test_what_is_asked_for_is_found_and_counted(
    find: Find, asked: dict[str, str], meant: Callable[..., object], sort: str, size: int
) -> None:
    expected = [row for row in everything() if meant(*row)]
    if sort == "name":
        expected.sort(key=lambda row: row[:2])

    total, first_page = find(**asked, sort=sort, page_size=size)
    _, last_page = find(**asked, sort=sort, page_size=size, page=max(1, -(-total // size)))

    assert total == len(expected)
    assert first_page == expected[:size]
    assert last_page == (expected[-1:] if size == 1 else expected[(total - 1) // size * size :])
