"""Compiling an export for a run moment."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, LiteralString

from psycopg import sql

from antavo_export.config.export import Export
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.mapping_checks import result_type
from antavo_export.expressions.aggregates import AGGREGATES, GROUP
from antavo_export.field_types import FieldType as T
from antavo_export.formats.delimited import DelimitedFormat
from antavo_export.sql.cells import Cell, shown
from antavo_export.sql.conditions import Source, condition
from antavo_export.sql.delimited import delimited_cells, delimited_options
from antavo_export.sql.field_source import field_sources
from antavo_export.sql.json_objects import JSON_OPTIONS, json_cells, json_members
from antavo_export.sql.literals import instant
from antavo_export.sql.statement import Statement

# What a type has beside NULL that is empty.
_EMPTY: Final[dict[T, LiteralString]] = {
    T.STRING: "''", T.TEXT: "''", T.ENUM: "''", T.LIST: "'{}'",
}  # fmt: skip


def compile_export(export: Export, moment: datetime) -> Statement:
    """Return the statement that produces the export's rows, counted from ``moment``.

    Pure: the same export and run moment (aware, any zone) give the same statement. It must be run
    in a session whose time zone is the export's, see `antavo_export.pipeline.session`.
    """
    config, model = export.config, export.model
    local = moment.astimezone(config.zone)
    source = field_sources(export.catalog, model, instant(local))
    columns = [_column(export, mapping, source) for mapping in export.mappings]
    cells = [Cell(x, type_, mapping, local) for mapping, x, type_ in columns]
    groups = [(x, type_) for mapping, x, type_ in columns if mapping.aggregation == GROUP]
    row_key = _row_key(export, source)
    if isinstance(config.file, DelimitedFormat):
        dialect = config.file.dialect
        written = delimited_cells(cells, dialect, row_key)
        options = delimited_options(dialect)
    else:
        written, options = json_cells(cells), JSON_OPTIONS
    return Statement(
        table=model.table,
        columns=export.titles,
        framing=config.file.framing(export.titles),
        members=() if isinstance(config.file, DelimitedFormat) else json_members(cells),
        splittable=not config.aggregate,
        cells=written,
        where=condition(config.filters, model, source, local),
        tail=_grouping(groups),
        options=options,
    )


def _column(
    export: Export, mapping: FieldMapping, source: Source
) -> tuple[FieldMapping, sql.Composable, T]:
    field = export.model.field(mapping.from_)
    x = source(field)
    if mapping.aggregation is not None:
        if field.type in _EMPTY:  # both empties are one group
            x = sql.SQL("nullif({}, {})").format(x, sql.SQL(_EMPTY[field.type]))
        x = sql.SQL(AGGREGATES[mapping.aggregation].template).format(x=x)
    return mapping, x, result_type(mapping, field)


def _row_key(export: Export, source: Source) -> sql.Composable:
    """Return text that names a row of the model; rows of an aggregation have no name."""
    if export.config.aggregate:
        return sql.Literal("a group")
    # Never NULL, which would turn the error's text into a NULL, and the error into a cell.
    key = sql.SQL("coalesce({}::text, '')").format(source(export.model.field(export.model.key)))
    return sql.SQL("{} || {}").format(sql.Literal(f"{export.model.key} "), key)


def _grouping(groups: Sequence[tuple[sql.Composable, T]]) -> sql.Composable:
    if not groups:
        return sql.SQL("")
    by = sql.SQL(", ").join(x for x, _ in groups)
    order = sql.SQL(", ").join(part for x, type_ in groups for part in _order(x, type_))
    return sql.SQL("\nGROUP BY {}\nORDER BY {}").format(by, order)


def _order(x: sql.Composable, type_: T) -> Iterator[sql.Composable]:
    """Order text by its bytes, so that two servers with other locales give the same file."""
    by_bytes = sql.SQL('{} COLLATE "C"')
    if type_ is T.LIST:  # by what it shows; the entries decide between lists that show the same
        yield by_bytes.format(shown(x, type_))
    yield by_bytes.format(x) if type_ in _EMPTY else x
