"""One filled database for the whole suite, and both readings of an export over it."""

from collections.abc import Iterator

import psycopg
import pytest

from antavo_export.catalog import load_catalog
from demo.postgres import Postgres
from tests.conformance.both import Both
from tests.conformance.data import database
from tests.conformance.product import Product, ReusedConnection


@pytest.fixture(scope="session")
def loyalty_rows_uri(postgres_server: Postgres) -> str:
    """Return the URI of a database with the reference schema and the suite's rows."""
    postgres_server.create_database("conformance")
    uri = postgres_server.uri("conformance")
    with psycopg.connect(uri) as connection:
        database.fill(connection, load_catalog())
    return uri


@pytest.fixture(scope="session")
def both(loyalty_rows_uri: str) -> Iterator[Both]:
    """Return the product and the oracle over the same rows; one connection serves all exports."""
    catalog = load_catalog()
    with psycopg.connect(loyalty_rows_uri) as connection:
        dataset = database.read(connection, catalog)
    connection = ReusedConnection.connect(loyalty_rows_uri)
    yield Both(Product(catalog, connection), dataset)
    connection.really_close()
