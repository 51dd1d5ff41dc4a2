"""Loading rows made in Python into a table, by COPY."""

from collections.abc import Iterable, Mapping

from psycopg import Connection, sql
from psycopg.types.json import Jsonb

Row = Mapping[str, object]


def copy_rows(
    connection: Connection, table: str, rows: Iterable[Row], *, schema: str = "loyalty"
) -> None:
    """Load rows into a table; all have the same keys, which are its columns.

    Objects (dict, and lists that hold them) become jsonb, lists of texts become text arrays.
    """
    remaining = iter(rows)
    first = next(remaining)
    columns = list(first)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(schema, table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor().copy(statement) as copy:
        copy.write_row([_adapted(first[column]) for column in columns])
        for row in remaining:
            copy.write_row([_adapted(row[column]) for column in columns])


def _adapted(value: object) -> object:
    nested = isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )
    return Jsonb(value) if nested else value
