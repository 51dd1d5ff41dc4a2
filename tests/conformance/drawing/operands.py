"""Operands worth trying on a field: values it holds, their neighbours, and others."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from antavo_export.catalog import Field
from antavo_export.field_types import FieldType as T
from tests.conformance.configs import Constant
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.criteria import Day, Second, operand
from tests.conformance.oracle.values import Value, local_instant, shown

DATE_EXPRESSIONS: Final = (
    "date: today", "date: -7 days", "date:yesterday", "date: first day of this month",
    "date: last day of last month", "date: monday this week", "date: -3 months", "DATE: tomorrow",
    "date: 2026-03-29", "date: last week", "date: +2 weekdays", "date: first monday of this month",
)  # fmt: skip
TIMED_EXPRESSIONS: Final = (
    "date: now", "date: -7 days 00:00", "date: noon", "date: today 14:30:45", "date: -1 second",
    "date: back of 2pm", "date: 2026-03-13 13:30:45",
)  # fmt: skip
_TEXTS: Final = (
    "a", "A", "'", '"', "\\", "%", "_", "é", "e", "😀", ",", "\n", " ", "NULL", "abc", "b", "\\'",
    "'; DROP TABLE loyalty.users; --", "x" * 300, "no such value", "7.50", "$1", "%s", "{}",
)  # fmt: skip


def operands(field: Field, values: Iterable[Value], zone: ZoneInfo) -> Sequence[Constant]:
    """Return operands for a field that holds ``values``, those first; never an empty one."""
    held = [value for value in values if value is not None and value != ""]
    if field.values and not field.open:
        return field.values
    if field.type is T.BOOLEAN:
        return (True, False, "yes", "no")
    if field.type in {T.INTEGER, T.DECIMAL}:
        return _distinct([*map(_number, held), 0, 1, -1, 7, "7", 10**17])
    if field.type in {T.DATE, T.DATETIME}:
        return _distinct([*_moments(held, zone), *DATE_EXPRESSIONS, *_timed(field.type)])
    return _distinct([*_texts(held), *_TEXTS])


def in_order(
    columns: Columns, name: str, pair: tuple[Constant, Constant]
) -> tuple[Constant, Constant]:
    """Return two operands with the lower one first, as `between` wants them."""
    low, high = (_beginning(operand(columns.type_of(name), raw, columns), columns) for raw in pair)
    return pair if low <= high else (pair[1], pair[0])


def _beginning(meant: Any, columns: Columns) -> Any:  # noqa: ANN401 - comparable, per type
    if isinstance(meant, Day):
        if meant.value == date.min:  # east of Greenwich it begins before Python's first instant
            return datetime.min.replace(tzinfo=UTC)
        return local_instant(datetime.combine(meant.value, time()), columns.zone)
    return meant.start if isinstance(meant, Second) else meant


def _number(value: Value) -> Constant:
    # An integer of more than 18 digits cannot be an operand; a decimal may have 30.
    return value if isinstance(value, int | Decimal) else str(value)


def _moments(held: Iterable[Value], zone: ZoneInfo) -> Iterable[str]:
    for value in held:
        text = str(shown(value, zone))
        yield text[:10]
        if isinstance(value, datetime):
            yield text
            yield value.isoformat(timespec="seconds")


def _timed(type_: T) -> tuple[str, ...]:
    return TIMED_EXPRESSIONS if type_ is T.DATETIME else ()


def _texts(held: Iterable[Value]) -> Iterable[str]:
    for value in held:
        if isinstance(value, list):
            yield from (entry for entry in value if entry)
        elif isinstance(value, str):
            yield value
            yield value[:2]
            yield value[-2:]


def _distinct(values: Iterable[Constant]) -> tuple[Constant, ...]:
    """Return the values without repetitions, the order kept; 1, True and "1" are three."""
    return tuple({(type(value), str(value)): value for value in values}.values())
