"""A table of events that the tests of the engine only read."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from bench.events import create_events
from demo.postgres import Postgres

ROWS = 20_000


@pytest.fixture(scope="session")
def events_uri(postgres_server: Postgres) -> str:
    """Return the URI of a database with ``bench.events``."""
    postgres_server.create_database("events")
    uri = postgres_server.uri("events")
    with psycopg.connect(uri) as connection:
        create_events(connection, ROWS)
    return uri


@pytest.fixture
def connect(events_uri: str) -> Callable[[], psycopg.Connection[Any]]:
    """Return what opens a connection to the events."""
    return lambda: psycopg.connect(events_uri)
