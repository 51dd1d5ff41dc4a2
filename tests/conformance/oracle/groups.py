"""Aggregation: one row per group, in the order of the group fields."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from antavo_export.field_types import FieldType as T
from tests.conformance.configs import Column
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.computed import EXACT
from tests.conformance.oracle.mapping import Result
from tests.conformance.oracle.values import Value, is_empty

_NUMBERS: Final = (T.INTEGER, T.DECIMAL)
_ORDERED: Final = (*_NUMBERS, T.DATE, T.DATETIME)
AGGREGATES: Final[dict[str, frozenset[T]]] = {
    "group": frozenset(T) - {T.JSON},
    "count": frozenset(T),
    "sum": frozenset(_NUMBERS),
    "average": frozenset(_NUMBERS),
    "min": frozenset(_ORDERED),
    "max": frozenset(_ORDERED),
}


def grouped(mapping: Sequence[Column], columns: Columns, rows: Sequence[int]) -> list[list[Result]]:
    """Return the results of every group, not replaced and defaulted yet."""
    keys = [column for column in mapping if column.aggregation == "group"]
    members: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in rows:
        members[tuple(_key(columns, column.source, row) for column in keys)].append(row)
    ordered = sorted(members, key=lambda key: tuple(map(_place, key)))
    return [[_result(column, columns, members[key]) for column in mapping] for key in ordered]


def _key(columns: Columns, name: str, row: int) -> Any:  # noqa: ANN401 - hashable, per type
    """Return what rows of one group share; every empty value is the same."""
    value = columns.values(name)[row]
    if is_empty(columns.type_of(name), value):
        return None
    return tuple(value) if isinstance(value, list) else value


def _place(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as it sorts
    """Return what a group sorts by: texts by their bytes, empty values after all others.

    A list sorts by the text it shows; its entries decide between lists that show the same.
    """
    if value is None:
        return (1,)
    if isinstance(value, tuple):
        joined = ",".join(entry for entry in value if entry is not None)
        return (0, joined.encode(), tuple(map(_place, value)))
    return (0, value.encode() if isinstance(value, str) else value)


def _result(column: Column, columns: Columns, rows: Sequence[int]) -> Result:
    type_ = columns.type_of(column.source)
    found = [columns.values(column.source)[row] for row in rows]
    values = [value for value in found if not is_empty(type_, value)]
    if column.aggregation == "count":
        return Result(len(rows), T.INTEGER)
    if column.aggregation == "average":
        return _average(values)
    if not values:
        return Result(None, type_)
    if column.aggregation == "sum":
        return Result(_sum(values), type_)
    return _one_of(column.aggregation, values, type_)


def _one_of(aggregation: str | None, values: Sequence[Any], type_: T) -> Result:
    chosen = {"min": min, "max": max}.get(str(aggregation), lambda group: group[0])(values)
    return Result(chosen, type_, also=tuple(value for value in values if value == chosen))


def _sum(values: Sequence[Value]) -> Value:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, Decimal(str(value)))
    return int(total) if isinstance(values[0], int) else total


def _average(values: Sequence[Value]) -> Result:
    if not values:
        return Result(None, T.DECIMAL)
    total = sum(Fraction(str(value)) for value in values)
    return Result(total / len(values), T.DECIMAL, approximate=True)
