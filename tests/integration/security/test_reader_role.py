"""What the shipped database role can do, asked of a real Postgres: read the models' tables."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from antavo_export.catalog import load_catalog
from antavo_export.catalog.reference_schema import reader_role_sql
from antavo_export.config.loader import load_export
from antavo_export.pipeline.session import Session
from demo.loyalty import READER, create_reader, fill
from demo.postgres import Postgres
from tests.integration.extract.produced import produced

CATALOG = load_catalog()
PASSWORD = secrets.token_hex(16)
Connect = Callable[[], psycopg.Connection[Any]]
DENIED = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.FeatureNotSupported,
)
EXTENSIONS = ("dblink", "file_fdw", "postgres_fdw", "lo")
NOT_FOR_READERS = """
CREATE SCHEMA accounting;
CREATE TABLE accounting.salaries (name text, amount numeric);
CREATE TABLE loyalty.api_keys (customer text, secret text);
"""


@pytest.fixture(scope="module")
def admin(postgres_server: Postgres) -> Iterator[psycopg.Connection]:
    """A superuser of the loyalty programme, with tables that are nobody's business."""
    name = f"reader_{secrets.token_hex(4)}"
    postgres_server.create_database(name)
    with psycopg.connect(postgres_server.uri(name), autocommit=True) as connection:
        fill(connection, customers=50, events=500)
        connection.execute(NOT_FOR_READERS)
        for extension in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION {extension}".encode())
        create_reader(connection, PASSWORD)
        yield connection


@pytest.fixture(scope="module")
def connect(admin: psycopg.Connection) -> Connect:
    """Return what logs in the way exports do."""
    address = make_conninfo(admin.info.dsn, user=READER, password=PASSWORD)
    return lambda: psycopg.connect(address, autocommit=True)


@pytest.mark.parametrize("model", CATALOG.names)
def test_every_model_can_be_exported_by_the_role(
    model: str, connect: Connect, tmp_path: Path
) -> None:
    file = tmp_path / "everything.yaml"
    kind = "json" if model == "challenges" else "csv"
    file.write_text(
        f"name: E\nmodel: {model}\nfilters: none\nfields: all\nfile: {{format: {kind}}}\n"
    )
    receipt, content = produced(load_export(file, CATALOG), connect, tmp_path)
    assert receipt.rows > 0
    assert content


def test_the_role_reads_the_tables_that_the_catalogue_names_and_no_other(connect: Connect) -> None:
    models = [CATALOG.model(name) for name in CATALOG.names]
    named = {table for model in models for table in (model.table, *model.tables.values())}
    with connect() as connection:
        readable = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n"
            " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
            " AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')"
        ).fetchall()
    assert {tuple(row) for row in readable} == named


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO loyalty.users VALUES (1, 'a', 'b')",
        "UPDATE loyalty.customers SET score = 0",
        "DELETE FROM loyalty.events",
        "TRUNCATE loyalty.coupons",
        "DROP TABLE loyalty.stores",
        "ALTER TABLE loyalty.stores ADD COLUMN more text",
        "CREATE TABLE loyalty.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "SELECT * FROM loyalty.customers FOR UPDATE",
        "COPY loyalty.users FROM STDIN",
    ],
)
@pytest.mark.parametrize("mode", ["off", "on"])
def test_the_role_cannot_write_even_in_a_transaction_that_may(
    statement: str, mode: str, connect: Connect
) -> None:
    with connect() as connection:
        connection.execute(f"SET default_transaction_read_only = {mode}".encode())
        with pytest.raises(DENIED):
            connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM accounting.salaries",
        "SELECT * FROM loyalty.api_keys",
        "SELECT * FROM loyalty.segments",
        "SELECT rolpassword FROM pg_authid",
        "SELECT passwd FROM pg_shadow",
        "SELECT umoptions FROM pg_user_mapping",
        "COPY loyalty.users TO PROGRAM 'cat'",
        "COPY loyalty.users TO '/tmp/users.csv'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_binary_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT * FROM pg_ls_logdir()",
        "SELECT * FROM pg_hba_file_rules",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, '/tmp/object')",
        "SELECT dblink_connect('host=127.0.0.1 dbname=postgres')",
        "SELECT dblink_connect_u('host=127.0.0.1 dbname=postgres')",
        "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
        "CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw",
        "CREATE EXTENSION pageinspect",
        "LOAD '/tmp/evil.so'",
        "CREATE ROLE friend LOGIN",
        "CREATE DATABASE mine",
        "SET ROLE postgres",
        "ALTER SYSTEM SET log_statement = 'none'",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    ],
)
def test_the_role_reaches_no_other_table_no_file_and_no_program(
    statement: str, connect: Connect
) -> None:
    refused = (*DENIED, psycopg.OperationalError)
    with connect() as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(refused) as refusal:
            connection.execute(statement.encode())
        words = ("permission denied", "must be", "password", "not allowed", "access method")
        assert any(word in str(refusal.value) for word in words), refusal.value


def test_the_role_cannot_give_itself_rights(connect: Connect) -> None:
    with connect() as connection:
        connection.execute("SET default_transaction_read_only = off")
        for attribute in ("SUPERUSER", "CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"ALTER ROLE {READER} {attribute}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"ALTER ROLE {READER} CONNECTION LIMIT -1".encode())


def test_a_session_of_the_role_starts_read_only_and_limited_in_time(connect: Connect) -> None:
    with connect() as connection:
        shown = {
            name: connection.execute(f"SHOW {name}".encode()).fetchone()
            for name in ("default_transaction_read_only", "statement_timeout", "lock_timeout")
        }
        limit = connection.execute(
            "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert shown == {
        "default_transaction_read_only": ("on",),
        "statement_timeout": ("15min",),
        "lock_timeout": ("1min",),
    }
    assert limit == (64,)


def test_the_timeout_of_the_role_ends_a_statement(
    admin: psycopg.Connection, connect: Connect
) -> None:
    admin.execute(f"ALTER ROLE {READER} SET statement_timeout = '50ms'".encode())
    try:
        with connect() as connection, pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT pg_sleep(10)")
    finally:
        create_reader(admin, PASSWORD)


def test_an_export_reads_in_a_transaction_that_cannot_write_whoever_logs_in(
    admin: psycopg.Connection,
) -> None:
    with psycopg.connect(admin.info.dsn, password=admin.info.password) as connection:
        Session(zone="UTC", application_name="test").pin(connection, ordered=True)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("DELETE FROM loyalty.users")


def test_running_the_script_again_takes_back_what_was_granted_besides(
    admin: psycopg.Connection, connect: Connect
) -> None:
    admin.execute(f"GRANT SELECT, INSERT ON loyalty.api_keys TO {READER}".encode())
    create_reader(admin, PASSWORD)
    with connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM loyalty.api_keys")


@pytest.mark.parametrize(
    ("give", "take"),
    [
        (f"ALTER ROLE {READER} CREATEDB", f"ALTER ROLE {READER} NOCREATEDB"),
        (f"GRANT pg_read_all_data TO {READER}", f"REVOKE pg_read_all_data FROM {READER}"),
    ],
)
def test_the_script_refuses_a_role_that_may_do_more(
    give: str, take: str, admin: psycopg.Connection
) -> None:
    admin.execute(give.encode())
    try:
        with pytest.raises(psycopg.errors.RaiseException, match="may do more than read"):
            admin.execute(reader_role_sql().encode())
    finally:
        admin.execute(take.encode())


def test_the_script_holds_no_password() -> None:
    commands = [line for line in reader_role_sql().splitlines() if not line.startswith("--")]
    assert "password" not in "\n".join(commands).lower()
