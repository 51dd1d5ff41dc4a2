"""Connections to the loyalty database, opened the way Airflow's connection says."""

from collections.abc import Callable
from typing import Any

from airflow.providers.postgres.hooks.postgres import PostgresHook
from psycopg import Connection


def connector(conn_id: str) -> Callable[[], Connection[Any]]:
    """Return a function that opens a psycopg connection of the Airflow connection ``conn_id``.

    The Airflow connection is looked up once, here: reader processes must not talk to Airflow.
    """
    hook = PostgresHook(postgres_conn_id=conn_id)
    hook.connection = hook.get_connection(conn_id)

    def connect() -> Connection[Any]:
        connection = hook.get_conn()
        if not isinstance(connection, Connection):
            raise TypeError("exports need psycopg 3; install apache-airflow-providers-postgres>=7")
        return connection

    return connect
