"""Every field of every shipped data model, read from a real Postgres made from the DDL."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from antavo_export.catalog import DataModel, Field, load_catalog
from antavo_export.catalog.reference_schema import schema_sql
from antavo_export.field_types import FieldType

CATALOG = load_catalog()
FIELDS = [
    pytest.param(CATALOG.model(name), field, id=f"{name}.{field.name}")
    for name in CATALOG.names
    for field in CATALOG.model(name).declared
]

# What a field's column or expression yields; a path yields text, whatever the type.
POSTGRES_TYPES = {
    FieldType.STRING: {"text"},
    FieldType.TEXT: {"text"},
    FieldType.ENUM: {"text"},
    FieldType.INTEGER: {"integer", "bigint"},
    FieldType.DECIMAL: {"numeric"},
    FieldType.BOOLEAN: {"boolean"},
    FieldType.DATE: {"date"},
    FieldType.DATETIME: {"timestamp with time zone"},
    FieldType.LIST: {"text[]"},
    FieldType.JSON: {"jsonb"},
}


@pytest.fixture(scope="module")
def database(postgres_uri: str) -> Iterator[psycopg.Connection]:
    """A connection whose one open transaction made the schema; it is rolled back."""
    with psycopg.connect(postgres_uri) as connection:
        connection.execute(schema_sql().encode())
        yield connection
        connection.rollback()


def _value(model: DataModel, field: Field) -> sql.Composable:
    if field.sql is not None:
        return sql.SQL(CATALOG.expression(model, field, "now()"))
    if field.path is not None:
        column, *keys = field.path
        return sql.SQL("t.{} #>> {}").format(sql.Identifier(column), sql.Literal(keys))
    return sql.SQL("t.{}").format(sql.Identifier(field.column or ""))


def _type_of(database: psycopg.Connection, model: DataModel, field: Field) -> str:
    """Return the Postgres type of the field; the subquery yields NULL where there is no row."""
    statement = sql.SQL("SELECT pg_typeof((SELECT {} FROM {} AS t LIMIT 1))::text").format(
        _value(model, field), sql.Identifier(*model.table)
    )
    row = database.execute(statement).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_every_field_can_be_read_as_its_type(
    database: psycopg.Connection, model: DataModel, field: Field
) -> None:
    expected = {"text"} if field.path is not None else POSTGRES_TYPES[field.type]

    assert _type_of(database, model, field) in expected


@pytest.mark.parametrize("name", CATALOG.names)
def test_every_column_is_offered(database: psycopg.Connection, name: str) -> None:
    model = CATALOG.model(name)
    rows = database.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = %s AND table_name = %s",
        model.table,
    )
    declared = {field.name for field in model.declared}

    assert {str(column) for (column,) in rows} <= declared


@pytest.mark.parametrize("name", CATALOG.names)
def test_columns_of_mandatory_fields_take_no_null(database: psycopg.Connection, name: str) -> None:
    model = CATALOG.model(name)
    rows = database.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = %s AND table_name = %s AND is_nullable = 'NO'",
        model.table,
    )
    mandatory = {field.column for field in model.declared if field.mandatory and field.column}

    assert {str(column) for (column,) in rows} == mandatory


def test_the_key_of_every_model_is_unique(database: psycopg.Connection) -> None:
    keys = {(CATALOG.model(name).table[1], CATALOG.model(name).key) for name in CATALOG.names}
    rows = database.execute(
        "SELECT class.relname, attribute.attname FROM pg_index AS index"
        " JOIN pg_class AS class ON class.oid = index.indrelid"
        " JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid"
        " AND attribute.attnum = index.indkey[0]"
        " WHERE index.indisprimary AND index.indnatts = 1"
        " AND class.relnamespace = 'loyalty'::regnamespace"
    )

    assert keys <= {(str(table), str(column)) for table, column in rows}
