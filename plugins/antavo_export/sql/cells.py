"""What stands in a cell: the text of a typed value, then Replace, then Default.

Everything here is SQL of type text (or of a type whose output is the text wanted, which is
cheaper). Replace compares with the value as a file shows it, numbers without trailing zeros, so
the key ``7.5`` meets ``7.50``.
"""

import json
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, LiteralString, Protocol

from psycopg import sql

from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.mapping_checks import replace_type
from antavo_export.config.scalars import Scalar
from antavo_export.expressions.values import Day, Instant, RelativeDate, parse_value
from antavo_export.field_types import FieldType as T

# Up to this many entries CASE is the faster lookup, above it a jsonb constant is: at 500 entries
# CASE took 6.6 s for a million rows, the constant 0.35 s.
_FEW: Final = 5

EMPTY_DOCUMENTS: Final = ("null", '""', "[]", "{}")  # as Postgres prints them

_SHOWN: Final[dict[T, LiteralString]] = {
    T.BOOLEAN: "{x}::text",
    T.DATETIME: "date_trunc('second', {x}::timestamp)",
    T.LIST: "array_to_string({x}, ',')",
    T.JSON: "{x}::text",
}
_KEYS: Final[dict[T, LiteralString]] = {
    T.INTEGER: "{x}::text",
    T.DECIMAL: "trim_scale({x})::text",
    T.DATE: "{x}::text",
    T.DATETIME: "date_trunc('second', {x}::timestamp)::text",
}


def shown(x: sql.Composable, type_: T) -> sql.Composable:
    """Return the value as a delimited file shows it; datetimes in the session's time zone."""
    return sql.SQL(_SHOWN.get(type_, "{x}")).format(x=x)


def replace_key(x: sql.Composable, type_: T) -> sql.Composable:
    """Return the text that replace keys are compared with."""
    return sql.SQL(_KEYS.get(type_, _SHOWN.get(type_, "{x}"))).format(x=x)


class Notation(Protocol):
    """How a format writes values down: as the text of a cell, or as JSON."""

    no_value: tuple[LiteralString, ...]
    """What a constant that is empty looks like."""

    @abstractmethod
    def empties(self, type_: T) -> tuple[LiteralString, ...]:
        """Return what stored values that are empty look like, NULL apart."""

    def visible(self, x: sql.Composable, type_: T) -> sql.Composable:
        """Return the typed value ``x``, NULL where it is a list whose entries show nothing."""
        del type_
        return x  # the text of such a list is empty by itself

    @abstractmethod
    def value(self, x: sql.Composable, type_: T) -> sql.Composable:
        """Return the typed value ``x`` in this notation; the type need not be text."""

    @abstractmethod
    def constant(self, value: Scalar) -> str | None:
        """Return a value of the configuration in this notation; None for no value at all."""


@dataclass(frozen=True)
class Cell:
    """One column: a typed expression and what its mapping makes of it."""

    x: sql.Composable
    type_: T
    mapping: FieldMapping
    moment: datetime

    @property
    def is_mapped(self) -> bool:
        """Whether Replace or Default change the value."""
        return bool(self.mapping.replace) or self.mapping.default is not None

    def written(self, notation: Notation) -> sql.Composable:
        """Return the cell in ``notation``; NULL where it is empty."""
        if not self.is_mapped:
            return notation.value(self.x, self.type_)
        default = self.mapping.default
        x = self.x if default is None else notation.visible(self.x, self.type_)
        value: sql.Composable = sql.SQL("({})::text").format(notation.value(x, self.type_))
        if default is None:
            return self._replaced(value, notation)
        empties, no_value = notation.empties(self.type_), notation.no_value
        if empties != no_value:  # only stored documents: a constant '[]' is a text
            value = _null_if(value, empties)
        value = self._replaced(value, notation)
        if empties == no_value or self.mapping.replace:
            value = _null_if(value, no_value)
        return sql.SQL("coalesce({}, {})").format(value, sql.Literal(notation.constant(default)))

    def _replaced(self, value: sql.Composable, notation: Notation) -> sql.Composable:
        table = {
            self._key(stored): notation.constant(new)
            for stored, new in self.mapping.replace.items()
        }
        if not table:
            return value
        key = replace_key(self.x, self.type_)
        if "" in table:
            key = sql.SQL("coalesce({}, '')").format(key)
            if self.type_ is T.JSON:
                table = {**dict.fromkeys(EMPTY_DOCUMENTS, table[""]), **table}
        return _chosen(key, table, value) if len(table) <= _FEW else _found(key, table, value)

    def _key(self, stored: Scalar) -> str:
        if stored is None or stored == "":
            return ""
        value = parse_value(replace_type(self.type_), stored)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Decimal):
            return _trimmed(value)
        if isinstance(value, Day | Instant | RelativeDate):
            if self.type_ is T.DATE:
                return value.day(self.moment).isoformat()
            wall = value.span(self.moment).start.replace(tzinfo=None)
            return wall.isoformat(sep=" ", timespec="seconds")  # strftime shortens early years
        return str(value)


def _trimmed(value: Decimal) -> str:
    """Return a number as trim_scale() shows it; Decimal.normalize() rounds to 28 digits."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    text = f"{whole}.{fraction}" if fraction else whole
    return text if value else "0"


def _null_if(value: sql.Composable, empties: Iterable[LiteralString]) -> sql.Composable:
    for empty in empties:
        value = sql.SQL("nullif({}, {})").format(value, sql.Literal(empty))
    return value


def _chosen(
    key: sql.Composable, table: Mapping[str, str | None], value: sql.Composable
) -> sql.Composable:
    cases = sql.SQL("").join(
        sql.SQL(" WHEN {} THEN {}").format(sql.Literal(stored), sql.Literal(new))
        for stored, new in table.items()
    )
    return sql.SQL("CASE {}{} ELSE {} END").format(key, cases, value)


def _found(
    key: sql.Composable, table: Mapping[str, str | None], value: sql.Composable
) -> sql.Composable:
    constant = sql.Literal(json.dumps(table, ensure_ascii=False))
    found = sql.SQL("coalesce({}::jsonb ->> {}, {})").format(constant, key, value)
    removed = {stored: None for stored, new in table.items() if new is None}
    return _chosen(key, removed, found) if removed else found
