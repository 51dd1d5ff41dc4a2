"""The values a filter compares with: checked against the field's type when a file is loaded.

A value of a date or datetime field may be a day, an instant or a ``date:`` expression. The last
two depend on the export's zone and, for an expression, on the run moment, so they stay unresolved
until a statement is compiled.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Final, TypeVar

from antavo_export.errors import UnreachableDateError, did_you_mean
from antavo_export.expressions.dates import (
    DateExpression,
    InvalidDateExpression,
    is_date_expression,
    parse_bare_date_expression,
    parse_date_expression,
)
from antavo_export.field_types import FieldType

D = TypeVar("D", date, datetime)

_INTEGER: Final = re.compile(r"[+-]?\d{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?(\d{1,30}(\.\d{1,30})?|\.\d{1,30})")
_BOOLEANS: Final = {"true": True, "yes": True, "false": False, "no": False}
_SECOND: Final = timedelta(seconds=1)
_DAY: Final = timedelta(days=1)


class InvalidValueError(ValueError):
    """A value that is not of its field's type; the message says what would be."""


@dataclass(frozen=True)
class Span:
    """A half-open span of time ``[start, end)`` between two aware instants.

    ``end`` is None where it lies behind the last year that Python knows, 9999: the last day of
    that year is what many systems write for never.
    """

    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Day:
    """A bare day; compared with datetimes it is the whole of that day in the export's zone."""

    value: date

    def day(self, moment: datetime) -> date:
        """Return the day itself; ``moment`` does not matter to it."""
        del moment
        return self.value

    def span(self, moment: datetime) -> Span:
        """Return the day from its first to its last instant in the zone of ``moment``."""
        return day_span(self.value, moment)


@dataclass(frozen=True)
class Instant:
    """A date with a time of day, in the export's zone unless it names its own offset."""

    value: datetime

    def day(self, moment: datetime) -> date:
        """Return the day the instant falls on in the zone of ``moment``."""
        return self._aware(moment).date()

    def span(self, moment: datetime) -> Span:
        """Return the second the instant lies in, as files show whole seconds."""
        start = self._aware(moment).replace(microsecond=0)
        # Added at a fixed offset: Python adds to the wall clock, and an hour of repeated time
        # leads that astray.
        offset = timezone(start.utcoffset() or timedelta())
        return Span(start, _plus(start.replace(tzinfo=offset), _SECOND))

    def _aware(self, moment: datetime) -> datetime:
        if self.value.tzinfo is None:
            return self.value.replace(tzinfo=moment.tzinfo)
        return _in_zone(self.value, moment.tzinfo)


@dataclass(frozen=True)
class RelativeDate:
    """A ``date:`` expression: a whole day, unless it states a time of day itself."""

    expression: DateExpression

    def day(self, moment: datetime) -> date:
        """Return the day the expression means, counted from ``moment`` in its zone.

        Raises:
            UnreachableDateError: there is no such day on the calendar.
        """
        return self._instant(moment).date()

    def span(self, moment: datetime) -> Span:
        """Return the day, or the second when the expression states a time of day.

        Raises:
            UnreachableDateError: there is no such day on the calendar.
        """
        instant = self._instant(moment)
        if not self.expression.states_time:
            return day_span(instant.date(), moment)
        return Instant(instant).span(moment)

    def _instant(self, moment: datetime) -> datetime:
        try:
            return self.expression.instant(moment)
        except InvalidDateExpression as error:
            raise UnreachableDateError(self.expression.text, error.reason, moment) from error


Moment = Day | Instant | RelativeDate
Value = str | int | Decimal | bool | Moment


def day_span(day: date, moment: datetime) -> Span:
    """Return ``day`` from midnight to midnight in the zone of ``moment``.

    Where a change of clocks skips midnight, the day starts at its first existing instant: a wall
    time inside a gap read with ``fold=0`` is the instant just as far behind the gap (PEP 495).
    """
    zone, after = moment.tzinfo, _plus(day, _DAY)
    end = None if after is None else _midnight(after, zone)
    return Span(_midnight(day, zone), end)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    wall = datetime.combine(day, time(), zone)
    return _in_zone(_in_zone(wall, UTC), zone)


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return the instant in ``zone``, or as it is where that leads out of the years 1 to 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _plus(moment: D, distance: timedelta) -> D | None:
    try:
        return moment + distance
    except OverflowError:
        return None


def parse_value(type_: FieldType, raw: object, choices: Iterable[str] = ()) -> Value:
    """Return ``raw``, a scalar as YAML gave it, as a value of ``type_``.

    ``choices`` are the only possible values, when there are any.

    Raises:
        InvalidValueError: when it is none; the message says what is expected instead.
    """
    if raw is None or raw == "":
        raise InvalidValueError("the value is empty; use the operator is_empty or is_not_empty")
    if isinstance(raw, list | dict):
        raise InvalidValueError("expected a single value here, not a list or a mapping")
    parse, allowed = _PARSERS[type_], tuple(choices)
    value = parse(raw)
    if allowed and value not in allowed and not any(_means(c, value, parse) for c in allowed):
        hint = did_you_mean(str(raw), allowed)
        raise InvalidValueError(f"{_said(raw)} is not a possible value{hint}")
    return value


def _means(choice: str, value: Value, parse: Callable[[object], Value]) -> bool:
    """Tell whether a choice, which the catalogue writes as text, is this value of its type."""
    try:
        return parse(choice) == value
    except InvalidValueError:
        return False


def _text(raw: object) -> str:
    if isinstance(raw, bool):
        raise InvalidValueError(f"expected text; put it in quotes: '{_said(raw)}'")
    return str(raw)


def _integer(raw: object) -> int:
    if isinstance(raw, bool) or not _INTEGER.fullmatch(str(raw).strip()):
        raise InvalidValueError(f"expected a whole number of up to 18 digits, not {_said(raw)}")
    return int(str(raw))


def _decimal(raw: object) -> Decimal:
    # str() of a small Decimal has an exponent, which the YAML did not.
    text = format(raw, "f") if isinstance(raw, Decimal) else str(raw).strip()
    if isinstance(raw, bool) or not _DECIMAL.fullmatch(text):
        raise InvalidValueError(f"expected a number such as 12.50, not {_said(raw)}")
    return Decimal(text)


def _boolean(raw: object) -> bool:
    value = raw if isinstance(raw, bool) else _BOOLEANS.get(str(raw).lower())
    if value is None:
        raise InvalidValueError(f"expected true or false, not {_said(raw)}")
    return value


def _day(raw: object) -> Moment:
    moment = _moment(raw)
    if isinstance(moment, Instant):
        raise InvalidValueError(f"a date has no time of day: expected YYYY-MM-DD, not '{raw}'")
    return moment


def _moment(raw: object) -> Moment:
    text = str(raw).strip()
    if is_date_expression(text):
        try:
            return RelativeDate(parse_date_expression(text))
        except InvalidDateExpression as error:
            raise InvalidValueError(str(error)) from error
    if not re.match(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)", text):
        raise InvalidValueError(_expected_moment(raw))
    try:
        if len(text) == len("YYYY-MM-DD"):
            return Day(date.fromisoformat(text))
        return Instant(datetime.fromisoformat(text))
    except ValueError as error:
        raise InvalidValueError(_expected_moment(raw)) from error


def _expected_moment(raw: object) -> str:
    if isinstance(raw, str) and _lacks_only_the_prefix(raw):
        return f"'{raw}' is no date; did you mean 'date: {raw}'?"
    return (
        f"{_said(raw)} is no date; write 2026-03-31, 2026-03-31 18:00:00"
        " or an expression such as 'date: -7 days'"
    )


def _lacks_only_the_prefix(text: str) -> bool:
    try:
        parse_bare_date_expression(text)
    except InvalidDateExpression:
        return False
    return not text.strip()[:1].isdigit()  # 20260331 is one too, but hardly meant


def _said(raw: object) -> str:
    return str(raw).lower() if isinstance(raw, bool) else f"'{raw}'"


_PARSERS: Final[dict[FieldType, Callable[[object], Value]]] = {
    FieldType.STRING: _text,
    FieldType.TEXT: _text,
    FieldType.ENUM: _text,
    FieldType.LIST: _text,
    FieldType.JSON: _text,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _day,
    FieldType.DATETIME: _moment,
}
