"""Does the database have what an export needs: tables, columns, types and rights.

Nothing is read: every query ends in ``LIMIT 0``, which Postgres plans and checks but does not run.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, Final, cast

import psycopg
from psycopg import sql

from antavo_export.catalog import Field
from antavo_export.cli.database import Connect
from antavo_export.config.export import Export
from antavo_export.config.layered_source import layered
from antavo_export.errors import Mistake
from antavo_export.field_types import FieldType as T
from antavo_export.pipeline.session import Session
from antavo_export.sql.compiler import compile_export

Where = tuple[str | int, ...]
Cursor = psycopg.Cursor[Any]

_FLOATS: Final = ("float4", "float8")
_DOCUMENTS: Final = ("json", "jsonb")
_SUITABLE: Final[dict[T, tuple[str, ...]]] = {
    T.INTEGER: ("int2", "int4", "int8"),
    T.DECIMAL: ("int2", "int4", "int8", "numeric"),
    T.BOOLEAN: ("bool",),
    T.DATE: ("date",),
    T.DATETIME: ("timestamptz",),
    T.JSON: _DOCUMENTS,
}
_NO_TEXT: Final = (*_DOCUMENTS, "bytea", "record")
_ARRAY: Final = "A"  # pg_type.typcategory (PostgreSQL, System Catalogs)


def mistakes_in_database(export: Export, connect: Connect) -> list[Mistake]:
    """Return what the database lacks or has otherwise than the catalogue says.

    Raises:
        PermanentError, RetriableError: the database cannot be reached.
    """
    source = layered(export.source)
    with closing(connect()) as connection:
        Session(export.config.timezone, "antavo-export validate").pin(connection, ordered=False)
        return [
            Mistake(*source.locate(where), ".".join(map(str, where)), message)
            for where, message in _findings(export, connection)
        ]


def _findings(export: Export, connection: psycopg.Connection[Any]) -> Iterator[tuple[Where, str]]:
    problem = _refusal(connection, _run(_selected(export, sql.SQL("1"))))
    if problem:
        yield ("model",), problem
        return
    problems: dict[str, str] = {}
    for where, field in _used(export):
        if field.name not in problems:
            problems[field.name] = _problem(export, field, connection)
        if problems[field.name]:
            yield where, problems[field.name]
    if not any(problems.values()):
        statement = compile_export(export, datetime.now(UTC)).copy(limit=0)
        problem = _refusal(connection, _copy(statement))
        if problem:
            yield (), problem


def _used(export: Export) -> Iterator[tuple[Where, Field]]:
    model, config = export.model, export.config
    yield ("model",), model.field(model.key)
    for i, criteria in enumerate(() if config.filters == "none" else config.filters):
        for j, criterion in enumerate(criteria):
            yield ("filters", i, j, "attribute"), model.field(criterion.attribute)
    for i, mapping in enumerate(export.mappings):
        where: Where = ("fields",) if config.fields == "all" else ("fields", i, "from")
        yield where, model.field(mapping.from_)


def _problem(export: Export, field: Field, connection: psycopg.Connection[Any]) -> str:
    """Return what is wrong with the source of a field, empty when nothing is."""
    query = _selected(export, _source(export, field))
    problem = _refusal(connection, _run(query))
    if problem:
        return problem
    name, category, shown = _type(connection, query)
    type_ = T.JSON if field.path else field.type
    suitable = ("jsonb",) if field.path else _SUITABLE.get(type_, ())
    if type_ is T.DECIMAL and name in _FLOATS:
        return _rounded(field, shown)
    if suitable:
        return "" if name in suitable else _unsuitable(field, shown, " or ".join(suitable))
    if type_ is T.LIST:
        return "" if category == _ARRAY else _unsuitable(field, shown, "an array")
    is_text = category != _ARRAY and name not in _NO_TEXT
    return "" if is_text else _unsuitable(field, shown, "text")


def _unsuitable(field: Field, found: str, wanted: str) -> str:
    what = f"the column {field.path[0]}" if field.path else "its source"
    return f"'{field.name}' is of type {field.type}, but {what} is {found}; it must be {wanted}"


def _rounded(field: Field, found: str) -> str:
    """Return why a binary number is no decimal: its cast keeps 6 or 15 digits, its text all."""
    x = f"t.{field.column}" if field.column else "(...)"
    return (
        f"'{field.name}' is of type {field.type}, but its source is {found}, which Postgres rounds "
        f"to numeric; write its sql in an overlay as {x}::text::numeric"
    )


def _source(export: Export, field: Field) -> sql.Composable:
    column = field.path[0] if field.path else field.column
    if column is not None:
        return sql.SQL("t.{}").format(sql.Identifier(column))
    # The catalogue's own SQL, with the same standing as in the statement of the export.
    return sql.SQL(export.catalog.expression(export.model, field, "now()"))


def _selected(export: Export, x: sql.Composable) -> sql.Composed:
    table = sql.Identifier(*export.model.table)
    return sql.SQL("SELECT {} FROM {} AS t LIMIT 0").format(x, table)


def _refusal(connection: psycopg.Connection[Any], attempt: Callable[[Cursor], object]) -> str:
    """Return why the server refuses an attempt, empty when it does not."""
    try:
        with connection.transaction(), connection.cursor() as cursor:
            attempt(cursor)
    except psycopg.Error as error:
        return f"the database says: {error.diag.message_primary or error}"
    return ""


def _run(query: sql.Composed) -> Callable[[Cursor], object]:
    return lambda cursor: cursor.execute(query)


def _copy(statement: sql.Composed) -> Callable[[Cursor], object]:
    def drain(cursor: Cursor) -> None:
        with cursor.copy(statement) as rows:
            for _ in rows:
                pass

    return drain


def _type(connection: psycopg.Connection[Any], query: sql.Composed) -> tuple[str, str, str]:
    """Return the name, the category and the full name of the type of a query's one column."""
    column = cast("list[psycopg.Column]", connection.execute(query).description)[0]
    row = connection.execute(
        "SELECT typname, typcategory, format_type(oid, NULL) FROM pg_type WHERE oid = %s",
        [column.type_code],
    ).fetchone()
    if row is None:
        raise LookupError("a type that a query just returned is not in pg_type")
    return row[0], row[1], row[2]
