"""Rows of a JSON file: one output column, the text of one object."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, LiteralString

from psycopg import sql

from antavo_export.config.scalars import Scalar
from antavo_export.field_types import FieldType as T
from antavo_export.sql.cells import EMPTY_DOCUMENTS, Cell, Notation, shown

_BARE: Final = frozenset({T.INTEGER, T.BOOLEAN, T.JSON})
_PLAIN: Final = frozenset({T.DATE, T.DATETIME})

# The objects pass through COPY untouched when its quote and delimiter are characters that JSON
# never holds bare: control characters are escaped inside its strings (RFC 8259, section 7).
JSON_OPTIONS: Final = sql.SQL("FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01'")


class JsonNotation(Notation):
    """Values as JSON; dates and datetimes are strings written as in every other format."""

    no_value: tuple[LiteralString, ...] = ("null", '""')

    def empties(self, type_: T) -> tuple[LiteralString, ...]:
        return EMPTY_DOCUMENTS if type_ in {T.JSON, T.LIST} else self.no_value

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


def json_row(cells: Sequence[Cell]) -> tuple[sql.Composable]:
    """Return the one expression that makes a row's object, its keys in the mapping's order."""
    notation = JsonNotation()
    titles = [json.dumps(cell.mapping.title, ensure_ascii=False) for cell in cells]
    members = [
        sql.SQL("{} || coalesce({}, 'null')").format(
            sql.Literal(f"{',' if index else '{'}{title}:"), cell.written(notation)
        )
        for index, (title, cell) in enumerate(zip(titles, cells, strict=True))
    ]
    return (sql.SQL("\n        || ").join(members) + sql.SQL(" || '}'"),)
