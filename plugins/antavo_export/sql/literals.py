"""Values of a configuration as SQL literals.

COPY takes no bind parameters (PostgreSQL, COPY; the extended protocol does not carry them), so
values are bound on the client by psycopg's own quoting. Nothing else may turn a value into SQL.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString

from psycopg import sql

from antavo_export.expressions.values import Day, Instant, RelativeDate, Span, Value
from antavo_export.field_types import FieldType as T

_ARRAYS: Final[dict[T, LiteralString]] = {T.INTEGER: "bigint[]", T.DECIMAL: "numeric[]"}


def operand(value: Value, type_: T, moment: datetime) -> tuple[sql.Composable, sql.Composable]:
    """Return a value, or the two ends of the span of time it means for a datetime field.

    ``moment`` is the run moment in the export's zone. For everything but datetimes both parts are
    the same.
    """
    if isinstance(value, Day | Instant | RelativeDate):
        if type_ is T.DATETIME:
            return span(value.span(moment))
        literal: sql.Composable = sql.SQL("{}::date").format(
            sql.Literal(value.day(moment).isoformat())
        )
    else:
        literal = sql.Literal(value)
    return literal, literal


def span(span: Span) -> tuple[sql.Composable, sql.Composable]:
    """Return the two ends of a span of time."""
    end = sql.SQL("'infinity'::timestamptz") if span.end is None else instant(span.end)
    return instant(span.start), end


def instant(value: datetime) -> sql.Composable:
    """Return an aware instant as timestamptz, written with its own offset."""
    return sql.SQL("{}::timestamptz").format(sql.Literal(value.isoformat(sep=" ")))


def array(values: Sequence[Value], type_: T) -> sql.Composable:
    """Return values as an array that compares with a field of ``type_``."""
    items = sql.SQL(", ").join(map(sql.Literal, values))
    return sql.SQL("ARRAY[{}]::{}").format(items, sql.SQL(_ARRAYS.get(type_, "text[]")))
