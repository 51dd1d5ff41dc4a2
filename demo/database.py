"""The databases on the embedded server: the loyalty programme, and Airflow's own."""

from datetime import UTC, datetime
from typing import LiteralString

import psycopg
from psycopg import sql

from demo.airflow import DATABASE, EXPORTER, LOYALTY
from demo.loyalty import fill
from demo.postgres import Postgres

CUSTOMERS = 20_000  # at scale 1
EVENTS_PER_CUSTOMER = 10
ROLE_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = %s"
OWN_SCHEMAS = """
    SELECT nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
"""


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
    """Give the exports a role that can read the loyalty programme and write nothing, anywhere."""
    role, secret = sql.Identifier(EXPORTER), sql.Literal(password)
    with psycopg.connect(postgres.uri(LOYALTY), autocommit=True) as connection:

        def run(statement: LiteralString, *parts: sql.Composable) -> None:
            connection.execute(sql.SQL(statement).format(*parts))

        if not connection.execute(ROLE_EXISTS, [EXPORTER]).fetchone():
            run("CREATE ROLE {}", role)
        run("ALTER ROLE {} LOGIN PASSWORD {}", role, secret)
        run("ALTER ROLE {} SET default_transaction_read_only = on", role)
        run("GRANT CONNECT ON DATABASE {} TO {}", sql.Identifier(LOYALTY), role)
        for (schema,) in connection.execute(OWN_SCHEMAS).fetchall():
            run("GRANT USAGE ON SCHEMA {} TO {}", sql.Identifier(schema), role)
            run("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}", sql.Identifier(schema), role)


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
