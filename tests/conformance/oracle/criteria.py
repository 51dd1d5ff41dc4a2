"""Which rows an export's filters keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from antavo_export.expressions.dates import parse_date_expression
from antavo_export.field_types import FieldType as T
from tests.conformance.configs import Config, Constant, Criterion
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.values import Value, is_empty, local_instant

_BASIC: Final = ("equals", "not_equals")
_EMPTINESS: Final = ("is_empty", "is_not_empty")
_ORDER: Final = ("gt", "gte", "lt", "lte", "between")
_LISTED: Final = ("in", "not_in")
_TEXT: Final = (*_BASIC, "contains", "not_contains", *_EMPTINESS)
_NUMBER: Final = (*_BASIC, *_ORDER, *_LISTED, *_EMPTINESS)
_MOMENT: Final = (*_BASIC, *_ORDER, *_EMPTINESS)

OPERATORS: Final[dict[T, tuple[str, ...]]] = {
    T.STRING: (*_TEXT, "starts_with", "ends_with", *_LISTED),
    T.TEXT: _TEXT,
    T.INTEGER: _NUMBER,
    T.DECIMAL: _NUMBER,
    T.BOOLEAN: (*_BASIC, *_EMPTINESS),
    T.DATE: _MOMENT,
    T.DATETIME: _MOMENT,
    T.ENUM: (*_BASIC, *_LISTED, *_EMPTINESS),
    T.LIST: ("contains", "not_contains", "contains_any", "contains_all", *_EMPTINESS),
    T.JSON: _EMPTINESS,
}
SEVERAL: Final = frozenset({"between", "in", "not_in", "contains_any", "contains_all"})
_NEGATIONS: Final = {
    "not_equals": "equals",
    "not_contains": "contains",
    "not_in": "in",
    "is_not_empty": "is_empty",
}


@dataclass(frozen=True)
class Day:
    """An operand that means a whole day."""

    value: date


@dataclass(frozen=True)
class Second:
    """An operand that means the second that begins at an instant."""

    start: datetime


def kept(config: Config, columns: Columns) -> list[int]:
    """Return the indexes of the rows for which every criterion of any set holds."""
    if config.filters is None:
        return list(range(len(columns)))
    sets = [[_holding(criterion, columns) for criterion in group] for group in config.filters]
    return [i for i in range(len(columns)) if any(all(c[i] for c in group) for group in sets)]


def _holding(criterion: Criterion, columns: Columns) -> list[bool]:
    type_ = columns.type_of(criterion.attribute)
    raw = criterion.operand
    given = raw if isinstance(raw, tuple) else (raw,)
    operands = [operand(type_, entry, columns) for entry in given if entry is not None]
    test = _test(type_, criterion.operator, operands, columns)
    return [test(value) for value in columns.values(criterion.attribute)]


def operand(type_: T, raw: Constant, columns: Columns) -> Any:  # noqa: ANN401 - per type
    """Return what a value in the YAML stands for when it is compared with a field."""
    if type_ is T.INTEGER:
        return int(str(raw))
    if type_ is T.DECIMAL:
        return Decimal(str(raw))
    if type_ is T.BOOLEAN:
        return str(raw).lower() in {"true", "yes"}
    if type_ in {T.DATE, T.DATETIME}:
        return _date_operand(type_, str(raw), columns)
    return str(raw)


def _date_operand(type_: T, text: str, columns: Columns) -> Day | Second:
    if text.lower().startswith("date:"):
        expression = parse_date_expression(text)
        if type_ is T.DATE or not expression.states_time:
            return Day(expression.date(columns.moment))
        return _second_of(expression.instant(columns.moment))
    if len(text) == len("YYYY-MM-DD"):
        return Day(date.fromisoformat(text))
    return _second_of(local_instant(datetime.fromisoformat(text), columns.zone))


def _second_of(instant: datetime) -> Second:
    return Second(instant.astimezone(UTC).replace(microsecond=0))


def _test(
    type_: T, operator: str, operands: list[Any], columns: Columns
) -> Callable[[Value], bool]:
    """Return the test of one value; a negation keeps whatever its opposite does not match."""
    if operator in _NEGATIONS:
        opposite = _test(type_, _NEGATIONS[operator], operands, columns)
        return lambda value: not opposite(value)
    if operator == "is_empty":
        return lambda value: is_empty(type_, value)
    if type_ is T.LIST:
        return lambda value: value is not None and _list_test(operator, value, operands)
    if operator in {"contains", "starts_with", "ends_with"}:
        return lambda value: value is not None and _text_test(operator, str(value), operands[0])
    if operator == "in":
        return lambda value: value is not None and value in operands
    return lambda value: value is not None and _ordered(operator, value, operands, columns)


def _list_test(operator: str, value: Any, operands: Sequence[str]) -> bool:  # noqa: ANN401
    found = [entry in value for entry in operands]
    return any(found) if operator == "contains_any" else all(found)


def _text_test(operator: str, value: str, part: str) -> bool:
    if operator == "starts_with":
        return value.startswith(part)
    return value.endswith(part) if operator == "ends_with" else part in value


def _ordered(operator: str, value: Value, operands: Sequence[Any], columns: Columns) -> bool:
    first = _side(value, operands[0], columns)
    if operator == "between":
        return first >= 0 and _side(value, operands[1], columns) <= 0
    return {
        "equals": first == 0,
        "gt": first > 0,
        "gte": first >= 0,
        "lt": first < 0,
        "lte": first <= 0,
    }[operator]


def _side(value: Any, given: Any, columns: Columns) -> int:  # noqa: ANN401 - comparable
    """Return -1 where the value lies before what the operand means, 0 within it, 1 after."""
    if isinstance(given, Day):
        day = value.astimezone(columns.zone).date() if isinstance(value, datetime) else value
        return (day > given.value) - (day < given.value)
    if isinstance(given, Second):
        past = value - given.start
        return -1 if past < timedelta(0) else int(past >= timedelta(seconds=1))
    return int(value > given) - int(value < given)
