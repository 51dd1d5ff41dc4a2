"""Rows of a delimited file: one output column per cell, quoted by COPY's CSV format."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, LiteralString

from psycopg import sql

from antavo_export.config.scalars import Scalar
from antavo_export.field_types import FieldType as T
from antavo_export.formats.dialect import Dialect
from antavo_export.sql.cells import EMPTY_DOCUMENTS, Cell, Notation, shown

# Without an enclosure COPY still wants a quote character: one no text should hold, and values
# with it are refused like those with a delimiter. NULL is written by the cell itself then, and a
# value that COPY would take for its own word for NULL, and enclose, is refused as well.
_NO_QUOTE: Final = "\x01"
_NO_NULL: Final = "\x02"
_PUNCTUATED: Final = frozenset(" -:.+")  # what numbers, dates and datetimes may contain
_NUMERIC: Final = frozenset({T.INTEGER, T.DECIMAL, T.DATE, T.DATETIME, T.BOOLEAN})

BREAKS_THE_FILE: Final = "antavo-export: value breaks the file: "
ROW_FOLLOWS: Final = "\n"  # which no title in a file without an enclosure has


class DelimitedNotation(Notation):
    """Values as the text of a cell."""

    no_value: tuple[LiteralString, ...] = ("",)

    def empties(self, type_: T) -> tuple[LiteralString, ...]:
        return EMPTY_DOCUMENTS if type_ is T.JSON else self.no_value

    def value(self, x: sql.Composable, type_: T) -> sql.Composable:
        return shown(x, type_)

    def constant(self, value: Scalar) -> str | None:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Decimal):
            return format(value, "f")  # str() gives small ones an exponent
        return None if value is None else str(value)


def delimited_cells(
    cells: Sequence[Cell], dialect: Dialect, row_key: sql.Composable
) -> tuple[sql.Composable, ...]:
    """Return the cells of a row; ``row_key`` is text that names the row in an error."""
    written = [cell.written(DelimitedNotation()) for cell in cells]
    if dialect.enclosure is None:
        alone = len(cells) == 1
        return tuple(
            _unenclosed(text, cell, dialect, row_key, alone=alone)
            for text, cell in zip(written, cells, strict=True)
        )
    if dialect.null:
        return tuple(_null_when_empty(*pair) for pair in zip(written, cells, strict=True))
    if dialect.quoting == "all" or len(cells) == 1:
        # FORCE_QUOTE leaves NULL alone, and a single NULL cell would make an empty line.
        return tuple(sql.SQL("coalesce(({})::text, '')").format(text) for text in written)
    return tuple(written)


def delimited_options(dialect: Dialect) -> sql.Composable:
    """Return COPY's options for the dialect (PostgreSQL, COPY: File Formats, CSV Format)."""
    options = [
        sql.SQL("FORMAT csv"),
        sql.SQL("DELIMITER {}").format(sql.Literal(dialect.delimiter)),
        sql.SQL("QUOTE {}").format(sql.Literal(dialect.enclosure or _NO_QUOTE)),
    ]
    null = dialect.null if dialect.enclosure else _NO_NULL
    if null:
        options.append(sql.SQL("NULL {}").format(sql.Literal(null)))
    if dialect.quoting == "all":
        options.append(sql.SQL("FORCE_QUOTE *"))
    return sql.SQL(", ").join(options)


def _null_when_empty(text: sql.Composable, cell: Cell) -> sql.Composable:
    if cell.type_ in _NUMERIC and not cell.is_mapped:
        return text
    return sql.SQL("nullif({}, '')").format(text)


def _unenclosed(
    text: sql.Composable, cell: Cell, dialect: Dialect, row_key: sql.Composable, *, alone: bool
) -> sql.Composable:
    if dialect.null:
        text = _null_when_empty(text, cell)
    plain = sql.SQL("coalesce(({})::text, {})").format(text, sql.Literal(dialect.null))
    visible = bool(dialect.null) or not alone  # an empty line is no row to most readers
    harmless = cell.type_ in _NUMERIC and dialect.delimiter not in _PUNCTUATED
    if harmless and visible and not cell.is_mapped:
        return plain
    # COPY reads \. as the end of its data where it is the whole line.
    never = [_NO_NULL, *(["\\."] if alone else []), *([] if visible else [""])]
    # A failing cast is the one way to raise an error from an expression without a function of
    # our own in the database; its message carries the text that could not be cast.
    about = f"{BREAKS_THE_FILE}{cell.mapping.title}{ROW_FOLLOWS}"
    return sql.SQL(
        "CASE WHEN translate({text}, {breaking}, '') = {text} AND {text} NOT IN ({never})"
        " THEN {text} ELSE ({about} || {row})::date::text END"
    ).format(
        text=plain,
        breaking=sql.Literal("\n\r" + dialect.delimiter + _NO_QUOTE),
        never=sql.SQL(", ").join(map(sql.Literal, never)),
        about=sql.Literal(about),
        row=row_key,
    )
