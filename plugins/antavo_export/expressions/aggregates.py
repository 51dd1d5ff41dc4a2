"""The aggregate functions: one row of a table each, with the SQL they mean.

Empty values are left out of sum, average, min and max, as in SQL; a group without any value gives
an empty result. ``count`` counts entries, so its value is the same whichever field carries it.
"""

from dataclasses import dataclass
from typing import Final, LiteralString

from antavo_export.field_types import FieldType as T

_NUMBERS: Final = frozenset({T.INTEGER, T.DECIMAL})
_ORDERED: Final = _NUMBERS | {T.DATE, T.DATETIME}


@dataclass(frozen=True)
class Aggregate:
    """One aggregate: for which types it exists, the type of its result, and its SQL.

    ``result`` of ``None`` means the type of the field itself.
    """

    name: str
    label: str
    types: frozenset[T]
    template: LiteralString
    result: T | None = None

    def result_type(self, type_: T) -> T:
        """Return the type of the aggregate's value for a field of ``type_``."""
        return self.result or type_


GROUP: Final = "group"

_ROWS: Final = (
    Aggregate(GROUP, "Group", frozenset(T) - {T.JSON}, "{x}"),
    Aggregate("count", "Count", frozenset(T), "count(*)", T.INTEGER),
    Aggregate("sum", "Sum", _NUMBERS, "sum({x})"),
    # trim_scale: avg() of 1 and 2 prints 1.5000000000000000 (PostgreSQL, numeric division).
    Aggregate("average", "Average", _NUMBERS, "trim_scale(avg({x}))", T.DECIMAL),
    Aggregate("min", "Min", _ORDERED, "min({x})"),
    Aggregate("max", "Max", _ORDERED, "max({x})"),
)

AGGREGATES: Final = {aggregate.name: aggregate for aggregate in _ROWS}
