"""Connections to the loyalty database, opened the way Airflow's connection says."""

from collections.abc import Callable
from typing import Any

from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.sdk.exceptions import AirflowNotFoundException
from psycopg import Connection

from antavo_export.errors import ExtractionRefusedError


def connector(conn_id: str) -> Callable[[], Connection[Any]]:
    """Return a function that opens a psycopg connection of the Airflow connection ``conn_id``.

    The Airflow connection is looked up once, here: reader processes must not talk to Airflow.

    Raises:
        ExtractionRefusedError: there is none.
    """
    hook = PostgresHook(postgres_conn_id=conn_id)
    try:
        hook.connection = hook.get_connection(conn_id)
    except AirflowNotFoundException as error:
        raise ExtractionRefusedError(
            f"connection '{conn_id}'",
            "there is no such Airflow connection: create it, or correct `connection`",
        ) from error

    def connect() -> Connection[Any]:
        connection = hook.get_conn()
        if not isinstance(connection, Connection):
            raise TypeError("exports need psycopg 3; install apache-airflow-providers-postgres>=7")
        return connection

    return connect
