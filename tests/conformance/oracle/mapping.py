"""What becomes of a value on its way into a cell: replace, then default."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from antavo_export.field_types import FieldType as T
from tests.conformance.configs import Column, Constant
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.criteria import Day, Second, operand
from tests.conformance.oracle.values import Value, is_empty, shown

COMPARED_AS: Final = {T.LIST: T.STRING, T.JSON: T.STRING}


def result_type(column: Column, columns: Columns) -> T:
    """Return the type of a column's values before they are mapped."""
    by_aggregate = {"count": T.INTEGER, "average": T.DECIMAL}
    return by_aggregate.get(str(column.aggregation), columns.type_of(column.source))


@dataclass(frozen=True)
class Result:
    """What a cell is to hold.

    Attributes:
        value: A value of ``type``, or a constant of the configuration.
        type: None for a constant.
        also: Values equal to it that may stand in its place, such as 7.50 for 7.5.
        approximate: The value is an exact fraction that the database rounds.
    """

    value: Any
    type: T | None
    also: tuple[Value, ...] = ()
    approximate: bool = False


def mapped(result: Result, column: Column, columns: Columns) -> Result:
    """Return ``result`` after the column's replace and default.

    To both, a list that shows nothing is as empty as none.
    """
    replaced = result
    met = [key for key in column.replace if _meets(key, result, columns)]
    if met:  # the value's own text before the key for every empty one
        replaced = Result(column.replace[max(met, key=lambda key: key not in {None, ""})], None)
    if column.default is not None and _is_empty(replaced, columns):
        return Result(column.default, None)
    return replaced


def _is_empty(result: Result, columns: Columns) -> bool:
    if result.type is None:
        return result.value is None or result.value == ""
    if is_empty(result.type, result.value):
        return True
    return result.type is T.LIST and shown(result.value, columns.zone) == ""


def _meets(key: Constant, result: Result, columns: Columns) -> bool:
    if key is None or key == "":
        return _is_empty(result, columns)
    type_, value = result.type, result.value
    if type_ is None or value is None:
        return False
    if type_ in {T.LIST, T.JSON}:
        return shown(value, columns.zone) == str(key)
    meant = operand(type_, key, columns)
    if isinstance(value, datetime):
        return shown(value, columns.zone) == _second(meant, columns)
    return bool(value == (meant.value if isinstance(meant, Day) else meant))


def _second(meant: Day | Second, columns: Columns) -> str | None:
    return None if isinstance(meant, Day) else shown(meant.start, columns.zone)
