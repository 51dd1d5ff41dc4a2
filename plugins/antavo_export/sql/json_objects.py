"""Rows of a JSON file: one output column per member, the text of its value.

Postgres writes the values and COPY's text format escapes them, which costs it half of what
``row_to_json`` does; the keys, quotes and braces around them are put in by whoever reads, see
`antavo_export.pipeline.reading.objects`.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, LiteralString

from psycopg import sql

from antavo_export.config.scalars import Scalar
from antavo_export.field_types import FieldType as T
from antavo_export.sql.cells import EMPTY_DOCUMENTS, Cell, Notation, shown
from antavo_export.sql.members import Member, Written

# PostgreSQL, COPY: File Formats, Text Format; the constants in the letters of SQL.
JSON_OPTIONS: Final = sql.SQL(r"FORMAT text, DELIMITER E'\x1f', NULL E'\\NULL\\NULL'")

_BARE: Final = frozenset({T.INTEGER, T.BOOLEAN, T.JSON})
_PLAIN: Final = frozenset({T.DATE, T.DATETIME})
_WRITTEN: Final = {
    T.INTEGER: Written.BARE, T.BOOLEAN: Written.BARE, T.DECIMAL: Written.NUMBER,
    T.DATE: Written.QUOTED, T.DATETIME: Written.QUOTED,
    T.LIST: Written.JSON, T.JSON: Written.JSON,
}  # fmt: skip


class JsonNotation(Notation):
    """Values as JSON; dates and datetimes are strings written as in every other format."""

    no_value: tuple[LiteralString, ...] = ("null", '""')

    def empties(self, type_: T) -> tuple[LiteralString, ...]:
        return EMPTY_DOCUMENTS if type_ is T.JSON else self.no_value

    def visible(self, x: sql.Composable, type_: T) -> sql.Composable:
        if type_ is not T.LIST:
            return x
        return sql.SQL("CASE WHEN {} <> '' THEN {} END").format(shown(x, type_), x)

    def value(self, x: sql.Composable, type_: T) -> sql.Composable:
        if type_ in _BARE:
            return sql.SQL("{}::text").format(x)
        if type_ in _PLAIN:
            return sql.SQL("'\"' || {} || '\"'").format(shown(x, type_))
        return sql.SQL("to_json({})::text").format(x)

    def constant(self, value: Scalar) -> str:
        if isinstance(value, Decimal):
            return format(value, "f")  # str() gives small ones an exponent
        return json.dumps(value, ensure_ascii=False)


def json_members(cells: Sequence[Cell]) -> tuple[Member, ...]:
    """Return the members of every row's object, in the mapping's order."""
    return tuple(
        Member(
            json.dumps(cell.mapping.title, ensure_ascii=False),
            Written.JSON if cell.is_mapped else _WRITTEN.get(cell.type_, Written.TEXT),
        )
        for cell in cells
    )


def json_cells(cells: Sequence[Cell]) -> tuple[sql.Composable, ...]:
    """Return the columns of the members and an empty one, which ends in COPY's newline."""
    return (*map(_written, cells), sql.SQL("''"))


def _written(cell: Cell) -> sql.Composable:
    if cell.is_mapped:
        return cell.written(JsonNotation())
    if cell.type_ is T.LIST:
        return sql.SQL("to_json({})").format(cell.x)
    return cell.x if cell.type_ is T.JSON else shown(cell.x, cell.type_)
