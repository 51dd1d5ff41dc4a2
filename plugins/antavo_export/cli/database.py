"""Connections to the loyalty database."""

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from antavo_export.cli.airflow_connection import InvalidConnectionError, libpq_parameters
from antavo_export.cli.environment import airflow_connection, connection_variable
from antavo_export.cli.errors import UsageError
from antavo_export.pipeline.database_errors import told_what_to_do

Connect = Callable[[], psycopg.Connection[Any]]


def connector(database: str | None, conn_id: str) -> Connect:
    """Return a function that opens a connection.

    Args:
        database: A libpq URI or connection string; the Airflow connection when None.
        conn_id: The Airflow connection, which the environment must hold then.

    Raises:
        UsageError: neither says which database.
    """
    parameters = _parameters(database, conn_id)
    where = "{user} at {host}:{port}, database {dbname}".format_map(
        {"user": "you", "host": "localhost", "port": 5432, "dbname": "of that name", **parameters}
    )

    def connect() -> psycopg.Connection[Any]:
        with told_what_to_do(where):
            return psycopg.connect(**parameters)

    return connect


def _parameters(database: str | None, conn_id: str) -> dict[str, Any]:
    if database is not None:
        try:
            return dict(conninfo_to_dict(database))
        except psycopg.ProgrammingError as error:
            raise UsageError(
                "--database: expected a URI such as postgresql://user@host:5432/database"
            ) from error
    variable = connection_variable(conn_id)
    connection = airflow_connection(conn_id)
    if connection is None:
        raise UsageError(
            f"which database? Give --database postgresql://user@host:5432/database, or set "
            f"{variable} to the Airflow connection '{conn_id}' as a URI or JSON"
        )
    try:
        return dict(libpq_parameters(connection))
    except InvalidConnectionError as error:
        raise UsageError(f"{variable}: {error}") from error
