"""The filter operators: one row of a table each, with the SQL they mean.

A template speaks of ``{x}``, the field, and of its operands. For scalars they are ``{a}`` (and
``{b}``). For datetimes every operand is a half-open span of time ``[{a}, {a_end})``: a bare day is
that whole day in the export's zone, an instant is the second it names. So ``lte`` a day reaches to
that day's end, and no row of its last fraction of a second is lost.

Two rules hold throughout: empty means NULL or the empty text, and negative operators keep empty
values while ordering operators never match them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, LiteralString

from antavo_export.field_types import FieldType as T


class Arity(StrEnum):
    """How many values an operator takes."""

    NONE = "no value"
    ONE = "one value"
    TWO = "two values"
    MANY = "a list of values"


TEXTS: Final = frozenset({T.STRING, T.TEXT})
NUMBERS: Final = frozenset({T.INTEGER, T.DECIMAL})
MOMENTS: Final = frozenset({T.DATE, T.DATETIME})
SCALARS: Final = frozenset(TEXTS | NUMBERS | MOMENTS | {T.BOOLEAN, T.ENUM})
LISTABLE: Final = frozenset({T.STRING, T.ENUM} | NUMBERS)


@dataclass(frozen=True)
class Operator:
    """One operator: for which types it exists, how many values it takes and its SQL.

    ``special`` replaces ``template`` for single types, where the same words need other SQL;
    ``moment_label`` replaces ``label`` where the field is a date or a datetime.
    """

    name: str
    label: str
    arity: Arity
    types: frozenset[T]
    template: LiteralString
    special: tuple[tuple[frozenset[T], LiteralString], ...] = ()
    moment_label: str = ""

    def label_for(self, type_: T) -> str:
        """Return the words a person reads for this operator on a field of ``type_``."""
        return self.moment_label if self.moment_label and type_ in MOMENTS else self.label

    def sql_for(self, type_: T) -> LiteralString:
        """Return the template for a field of ``type_``."""
        return next((text for types, text in self.special if type_ in types), self.template)


def _datetime(template: LiteralString) -> tuple[tuple[frozenset[T], LiteralString], ...]:
    return ((frozenset({T.DATETIME}), template),)


_LIST: Final = frozenset({T.LIST})
_EMPTY: Final = ((TEXTS | {T.ENUM}, "({x} IS NULL OR {x} = '')"),)
_EMPTY_LIST: Final = ((_LIST, "coalesce(cardinality({x}), 0) = 0"),)
_EMPTY_JSON: Final = (
    (frozenset({T.JSON}), "coalesce({x} IN ('null', '{{}}', '[]', '\"\"'), true)"),
)
_FILLED: Final = ((TEXTS | {T.ENUM}, "{x} <> ''"),)
_FILLED_LIST: Final = ((_LIST, "coalesce(cardinality({x}), 0) > 0"),)
_FILLED_JSON: Final = ((frozenset({T.JSON}), "{x} NOT IN ('null', '{{}}', '[]', '\"\"')"),)

_ROWS: Final = (
    Operator(
        "equals",
        "Equals",
        Arity.ONE,
        SCALARS,
        "{x} = {a}",
        _datetime("({x} >= {a} AND {x} < {a_end})"),
    ),
    Operator(
        "not_equals",
        "Not equals",
        Arity.ONE,
        SCALARS,
        "{x} IS DISTINCT FROM {a}",
        _datetime("({x} < {a} OR {x} >= {a_end} OR {x} IS NULL)"),
    ),
    Operator(
        "contains",
        "Contains",
        Arity.ONE,
        TEXTS | _LIST,
        "strpos({x}, {a}) > 0",
        ((_LIST, "{x} @> ARRAY[{a}]"),),
    ),
    Operator(
        "not_contains",
        "Does not contain",
        Arity.ONE,
        TEXTS | _LIST,
        "coalesce(strpos({x}, {a}) = 0, true)",
        ((_LIST, "NOT coalesce({x} @> ARRAY[{a}], false)"),),
    ),
    Operator(
        "starts_with", "Starts with", Arity.ONE, frozenset({T.STRING}), "starts_with({x}, {a})"
    ),
    Operator(
        "ends_with",
        "Ends with",
        Arity.ONE,
        frozenset({T.STRING}),
        "right({x}, char_length({a})) = {a}",
    ),
    Operator("in", "In list", Arity.MANY, LISTABLE, "{x} = ANY ({a})"),
    Operator("not_in", "Not in list", Arity.MANY, LISTABLE, "({x} = ANY ({a})) IS NOT TRUE"),
    Operator("contains_any", "Contains any", Arity.MANY, _LIST, "{x} && {a}"),
    Operator("contains_all", "Contains all", Arity.MANY, _LIST, "{x} @> {a}"),
    Operator("gt", "Greater than", Arity.ONE, NUMBERS | MOMENTS, "{x} > {a}",
             _datetime("{x} >= {a_end}"), "After"),
    Operator("gte", "Greater than or equal", Arity.ONE, NUMBERS | MOMENTS, "{x} >= {a}",
             moment_label="On or after"),
    Operator("lt", "Less than", Arity.ONE, NUMBERS | MOMENTS, "{x} < {a}", moment_label="Before"),
    Operator("lte", "Less than or equal", Arity.ONE, NUMBERS | MOMENTS, "{x} <= {a}",
             _datetime("{x} < {a_end}"), "On or before"),
    Operator("between", "Between", Arity.TWO, NUMBERS | MOMENTS, "({x} >= {a} AND {x} <= {b})",
             _datetime("({x} >= {a} AND {x} < {b_end})")),
    Operator("is_empty", "Is empty", Arity.NONE, frozenset(T), "{x} IS NULL",
             _EMPTY + _EMPTY_LIST + _EMPTY_JSON),
    Operator("is_not_empty", "Is not empty", Arity.NONE, frozenset(T), "{x} IS NOT NULL",
             _FILLED + _FILLED_LIST + _FILLED_JSON),
)  # fmt: skip

OPERATORS: Final = {operator.name: operator for operator in _ROWS}


def operators_of(type_: T) -> tuple[Operator, ...]:
    """Return the operators a field of ``type_`` takes, in the order the wizard offers them."""
    return tuple(operator for operator in _ROWS if type_ in operator.types)
