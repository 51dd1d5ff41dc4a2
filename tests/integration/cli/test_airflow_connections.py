"""Airflow connections mean to the commands what they mean to Airflow."""

import json
import string

from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.sdk import Connection
from hypothesis import given
from hypothesis import strategies as st

from antavo_export.cli.airflow_connection import libpq_parameters

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
HOSTS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)
EXTRAS = st.dictionaries(
    st.sampled_from(["sslmode", "connect_timeout", "options", "cursor", "sqlalchemy_scheme"]),
    TEXTS,
)
CONNECTIONS = st.builds(
    lambda host, login, password, schema, port, extra: Connection(
        conn_id="antavo",
        conn_type="postgres",
        host=host,
        login=login,
        password=password,
        schema=schema,
        port=port,
        extra=json.dumps(extra) if extra else None,
    ),
    HOSTS, TEXTS, TEXTS, TEXTS, st.integers(1, 65_535), EXTRAS,
)  # fmt: skip


def expected(connection: Connection) -> dict[str, str]:
    """Return the parameters that Airflow's own hook connects with."""
    parameters = {
        "host": connection.host,
        "user": connection.login,
        "password": connection.password,
        "dbname": connection.schema,
        "port": connection.port,
        **{
            name: value
            for name, value in connection.extra_dejson.items()
            if name not in PostgresHook.ignored_extra_options and name != "cursor"
        },
    }
    return {name: str(value) for name, value in parameters.items()}


@given(CONNECTIONS)
def test_a_uri_made_by_airflow_is_read_like_airflow_reads_it(connection: Connection) -> None:
    uri = connection.get_uri()

    assert libpq_parameters(uri) == expected(Connection.from_uri(uri, "antavo"))
