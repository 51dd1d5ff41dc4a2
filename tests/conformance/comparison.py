"""Comparing a file with what the oracle expects; a difference shows the YAML and the row."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

from tests.conformance.configs import Config
from tests.conformance.oracle.delimited import Dialect, settled_row, texts_of
from tests.conformance.oracle.evaluation import Expected
from tests.conformance.oracle.json_rows import expected_object, objects

R = TypeVar("R")


def compare(config: Config, expected: Expected, content: bytes) -> None:
    """Fail unless ``content`` is a file the oracle expects."""
    if config.file.format == "json":
        _compare_json(config, expected, content)
    else:
        _compare_delimited(config, expected, content)


def refusals(config: Config, expected: Expected) -> set[tuple[str, str]]:
    """Return title and row of every value that the file cannot hold."""
    if config.file.format == "json":
        return set()
    dialect = Dialect(config.file, expected.titles)
    rows = zip(texts_of(expected, ZoneInfo(config.timezone)), expected.names, strict=True)
    return {(title, name) for texts, name in rows for title in dialect.broken_by(texts)}


def fail(config: Config, problem: str) -> NoReturn:
    """Fail, showing the configuration."""
    raise AssertionError(f"{problem}\n\n{config.yaml()}")


def _compare_delimited(config: Config, expected: Expected, content: bytes) -> None:
    zone = ZoneInfo(config.timezone)
    dialect = Dialect(config.file, expected.titles)
    head = dialect.head()
    if not content.startswith(head):
        fail(config, f"the file starts with {content[: len(head) + 20]!r}, not with {head!r}")
    records = dialect.records(content[len(head) :])
    if expected.ordered:
        _in_order(
            config,
            records,
            len(expected.rows),
            lambda i, record: settled_row(dialect, expected, i, record, zone),
        )
    else:
        _in_any_order(config, records, map(dialect.row, texts_of(expected, zone)), expected)


def _compare_json(config: Config, expected: Expected, content: bytes) -> None:
    zone = ZoneInfo(config.timezone)
    try:
        rows = objects(content, config.file.layout)
    except ValueError as error:
        fail(config, f"{error}: {content[:300]!r}")
    if expected.ordered:
        _in_order(
            config,
            rows,
            len(expected.rows),
            lambda i, row: expected_object(expected, i, row, zone),
        )
    else:
        wanted = [repr(expected_object(expected, i, None, zone)) for i in range(len(expected.rows))]
        _in_any_order(config, map(repr, rows), wanted, expected)


def _in_order(
    config: Config, rows: Sequence[R], count: int, wanted: Callable[[int, R], object]
) -> None:
    for index, row in enumerate(rows[:count]):
        if (right := wanted(index, row)) != row:
            fail(config, f"row {index} differs\nproduct: {row!r}\noracle:  {right!r}")
    if len(rows) != count:
        extra: Any = rows[count] if len(rows) > count else "a row fewer"
        fail(config, f"{len(rows)} rows, {count} expected; first surplus: {extra!r}")


def _in_any_order(
    config: Config, rows: Iterable[Hashable], wanted: Iterable[Hashable], expected: Expected
) -> None:
    found, right = Counter(rows), list(wanted)
    if found == Counter(right):
        return
    surplus = next(iter(found - Counter(right)), "nothing")
    counted = Counter(right) - found
    at = next((i for i, row in enumerate(right) if row in counted), None)
    missing = "nothing" if at is None else f"{right[at]!r} (row {expected.names[at]!r})"
    fail(config, f"rows differ\nproduct has: {surplus!r}\noracle has:  {missing}")
