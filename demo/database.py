"""The databases on the embedded server: the loyalty programme, and Airflow's own."""

from datetime import UTC, datetime
from typing import LiteralString

import psycopg
from psycopg import sql

from demo.airflow import DATABASE, LOYALTY
from demo.loyalty import create_reader, fill
from demo.postgres import Postgres

CUSTOMERS = 20_000  # at scale 1
EVENTS_PER_CUSTOMER = 10


def filled_at_scale(postgres: Postgres) -> str | None:
    """Return the scale of the loyalty programme, or None while it is missing or unfinished."""
    with psycopg.connect(postgres.uri(), autocommit=True) as connection:
        comment = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [LOYALTY],
        ).fetchone()
    return comment[0] if comment else None


def create_databases(postgres: Postgres) -> None:
    """Create both databases if they are missing, each closed to the other's roles."""
    for name in (DATABASE, LOYALTY):
        if postgres.create_database(name):
            _run(postgres, "REVOKE ALL ON DATABASE {} FROM PUBLIC", sql.Identifier(name))


def fill_loyalty(postgres: Postgres, scale: float) -> None:
    """Load the loyalty programme into its empty database, its last events those of yesterday."""
    customers = max(1, round(CUSTOMERS * scale))
    with psycopg.connect(postgres.uri(LOYALTY)) as connection:
        fill(
            connection,
            customers=customers,
            events=customers * EVENTS_PER_CUSTOMER,
            today=datetime.now(UTC).date(),
        )


def let_the_exporter_read(postgres: Postgres, password: str) -> None:
    """Give the exports a role that can read the loyalty programme and nothing else, anywhere."""
    with psycopg.connect(postgres.uri(LOYALTY), autocommit=True) as connection:
        create_reader(connection, password)


def remember_scale(postgres: Postgres, scale: float) -> None:
    """Note that the loyalty programme is complete."""
    _run(
        postgres,
        "COMMENT ON DATABASE {} IS {}",
        sql.Identifier(LOYALTY),
        sql.Literal(f"{scale:g}"),
    )


def _run(postgres: Postgres, statement: LiteralString, *parts: sql.Composable) -> None:
    with psycopg.connect(postgres.uri(), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*parts))
