"""Tables of events that the tests of the engine only read."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from bench.events import create_events
from demo.postgres import Postgres

ROWS = 20_000

# The same rows on so many pages that the engine reads them with two connections, and behind things
# that have no pages of their own.
_OTHERS = """
CREATE TABLE bench.wide (LIKE bench.events, pad text STORAGE PLAIN);
INSERT INTO bench.wide SELECT *, repeat('x', 3700) FROM bench.events ORDER BY id;
CREATE VIEW bench.seen AS SELECT * FROM bench.wide;
CREATE TABLE bench.parted (LIKE bench.events) PARTITION BY RANGE (id);
CREATE TABLE bench.parted_1 PARTITION OF bench.parted FOR VALUES FROM (1) TO (8000);
CREATE TABLE bench.parted_2 PARTITION OF bench.parted DEFAULT;
INSERT INTO bench.parted SELECT * FROM bench.events;
ANALYZE;
-- A reader process needs a moment to start, on a busy machine longer than the whole table takes.
CREATE FUNCTION bench.wait_for_company(id bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  patience CONSTANT timestamptz := clock_timestamp() + interval '60 s';
BEGIN
  WHILE id % 500 = 1 AND clock_timestamp() < patience AND 2 > (
    SELECT count(DISTINCT pid) FROM pg_locks
    WHERE relation = 'bench.wide'::regclass AND mode = 'AccessShareLock'
  ) LOOP
    PERFORM pg_sleep(0.01);
  END LOOP;
  RETURN 0;
END $$;
"""


@pytest.fixture(scope="session")
def events_uri(postgres_server: Postgres) -> str:
    """Return the URI of a database with the tables of `exports.events_catalog`."""
    postgres_server.create_database("events")
    uri = postgres_server.uri("events")
    with psycopg.connect(uri) as connection:
        create_events(connection, ROWS)
        connection.execute(_OTHERS)
    return uri


@pytest.fixture
def connect(events_uri: str) -> Callable[[], psycopg.Connection[Any]]:
    """Return what opens a connection to the events."""
    return lambda: psycopg.connect(events_uri)
