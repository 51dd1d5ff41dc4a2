"""The tables of the reference schema, filled, and what they then hold."""

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import set_json_loads

from antavo_export.catalog import Catalog, DataModel
from antavo_export.catalog.reference_schema import tables_sql
from tests.conformance.data.dataset import Dataset, Row
from tests.conformance.data.generation import USERS, rows_of, segment_members
from tests.conformance.oracle.documents import parse

_COLUMNS = """
SELECT attname, format_type(atttypid, NULL)
FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
"""


def fill(connection: psycopg.Connection[Any], catalog: Catalog) -> None:
    """Create the reference schema and put the rows in.

    Mandatory columns become optional and amounts lose their fixed scale: a brand's own tables
    need not be as tidy, and NULL and 7.5 beside 7.50 are where mistakes show.
    """
    connection.execute(tables_sql().encode())
    connection.execute(
        "ALTER TABLE loyalty.coupon_pools DROP CONSTRAINT coupon_pools_external_id_key"
    )
    for name in catalog.names:
        model = catalog.model(name)
        columns = _columns(connection, model)
        _relax(connection, model, columns)
        _insert(connection, model.table, columns, rows_of(model, columns))
    users = {"id": "integer", "name": "text", "email": "text"}
    _insert(connection, ("loyalty", "users"), users, iter(USERS))
    members = ({"customer": c, "segment": s} for c, s in segment_members())
    pairs = {"customer": "text", "segment": "text"}
    _insert(connection, ("loyalty", "segment_members"), pairs, members)


def read(connection: psycopg.Connection[Any], catalog: Catalog) -> Dataset:
    """Return everything that is stored, with documents in the order jsonb keeps."""
    set_json_loads(parse, connection)
    tables = {name: catalog.model(name).table for name in catalog.names}
    return Dataset(
        {name: _select(connection, table) for name, table in tables.items()},
        _select(connection, ("loyalty", "users")),
        list(segment_members()),
    )


def _columns(connection: psycopg.Connection[Any], model: DataModel) -> dict[str, str]:
    return dict(connection.execute(_COLUMNS, [".".join(model.table)]).fetchall())


def _relax(
    connection: psycopg.Connection[Any], model: DataModel, columns: Mapping[str, str]
) -> None:
    changes = [
        sql.SQL("ALTER {} DROP NOT NULL").format(sql.Identifier(column))
        for column in columns
        if column != model.field(model.key).column
    ]
    changes += [
        sql.SQL("ALTER {} TYPE numeric").format(sql.Identifier(column))
        for column, type_ in columns.items()
        if type_ == "numeric"
    ]
    table = sql.Identifier(*model.table)
    connection.execute(sql.SQL("ALTER TABLE {} {}").format(table, sql.SQL(", ").join(changes)))


def _insert(
    connection: psycopg.Connection[Any],
    table: tuple[str, str],
    columns: Mapping[str, str],
    rows: Iterator[Row],
) -> None:
    statement = sql.SQL("INSERT INTO {} VALUES ({})").format(
        sql.Identifier(*table),
        sql.SQL(", ").join(sql.SQL("%s::" + type_) for type_ in columns.values()),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[row[c] for c in columns] for row in rows])


def _select(connection: psycopg.Connection[Any], table: tuple[str, str]) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        statement = sql.SQL("SELECT * FROM {} ORDER BY ctid").format(sql.Identifier(*table))
        return cursor.execute(statement).fetchall()
