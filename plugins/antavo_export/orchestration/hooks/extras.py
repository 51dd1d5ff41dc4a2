"""Reading the extras of an Airflow connection, where a form or a URI leaves everything as text."""

from collections.abc import Mapping
from typing import Any

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException

from antavo_export.errors import DeliveryRefusedError

CONNECT_TIMEOUT = 30.0  # seconds until the session must be open, login included
SILENCE_TIMEOUT = 60.0  # seconds without a sign of life from the server
LONGEST_TIMEOUT = 86_400.0  # a day; the clients understand no endless number

Extras = Mapping[str, Any]


def find_connection(conn_id: str) -> Connection:
    """Return the Airflow connection, its secrets known to Airflow's log masker.

    Raises:
        DeliveryRefusedError: there is none, or it names no host.
    """
    try:
        connection: Connection = Connection.get(conn_id)
    except AirflowNotFoundException as error:
        raise DeliveryRefusedError(conn_id, "there is no such Airflow connection") from error
    if not connection.host:
        raise DeliveryRefusedError(conn_id, "the Airflow connection names no host")
    return connection


def truth(extras: Extras, name: str, *, default: bool) -> bool:
    """Read an extra that is true or false, as JSON or as text."""
    value = extras.get(name)
    if value is None or value == "":
        return default
    return str(value).strip().lower() not in ("false", "0", "no", "off")


def seconds(extras: Extras, name: str, default: float) -> float:
    """Read an extra that is a positive number of seconds.

    Raises:
        DeliveryRefusedError: it is something else.
    """
    value = extras.get(name)
    if value is None or value == "":
        return default
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.0
    if not 0 < number <= LONGEST_TIMEOUT:
        raise DeliveryRefusedError(
            f"extra {name}", f"{value!r} is not a number of seconds, as 60 is"
        )
    return number
