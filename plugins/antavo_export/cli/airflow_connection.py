"""Reading an Airflow connection without Airflow.

The two forms of ``AIRFLOW_CONN_…`` (Airflow, Managing Connections: storing connections in
environment variables): a URI with everything percent-encoded, extras as its query or as JSON under
``__extra__``; or a JSON object, whose ``extra`` is an object or JSON text.
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

_TYPES: Final = ("postgres", "postgresql")
# Extras that the Postgres provider keeps for itself; everything else goes to libpq.
_NOT_FOR_LIBPQ: Final = frozenset(
    {"iam", "redshift", "redshift-serverless", "cursor", "cluster-identifier", "workgroup-name",
     "aws_conn_id", "azure_conn_id", "sqlalchemy_scheme", "sqlalchemy_query"}
)  # fmt: skip
_EXPECTED: Final = "expected a URI such as postgres://user:password@host:5432/database, or JSON"


class InvalidConnectionError(ValueError):
    """The text is no connection to Postgres; the message repeats nothing of it."""


def libpq_parameters(connection: str) -> dict[str, str]:
    """Return what libpq needs to connect as ``connection`` says.

    Raises:
        InvalidConnectionError: it is neither form, not of Postgres, needs a cloud's login, or holds
            what is no text.
    """
    read = _from_json if connection.lstrip().startswith("{") else _from_uri
    try:
        fields = read(connection)
    except ValueError as error:
        raise InvalidConnectionError(_EXPECTED) from error
    if not isinstance(fields["extra"], dict):
        raise InvalidConnectionError(_EXPECTED)
    if fields.pop("conn_type") not in _TYPES:
        raise InvalidConnectionError("expected a connection of type postgres")
    extra = fields.pop("extra")
    if extra.get("iam"):
        raise InvalidConnectionError("a login by the cloud's IAM works in Airflow only")
    known = {name: value for name, value in extra.items() if name not in _NOT_FOR_LIBPQ}
    parameters = {**fields, **known}
    if any(isinstance(value, dict | list) for value in parameters.values()):
        raise InvalidConnectionError("expected texts and numbers, also among its extras")
    return {name: str(value) for name, value in parameters.items() if value not in {None, ""}}


def _from_uri(text: str) -> dict[str, Any]:
    uri = urlsplit(text)
    query = dict(parse_qsl(uri.query, keep_blank_values=True))
    return {
        "conn_type": uri.scheme,
        "host": unquote(uri.hostname or ""),
        "port": uri.port,
        "user": unquote(uri.username or ""),
        "password": unquote(uri.password or ""),
        "dbname": unquote(uri.path[1:]),
        "extra": json.loads(query["__extra__"]) if "__extra__" in query else query,
    }


def _from_json(text: str) -> dict[str, Any]:
    fields: Mapping[str, Any] = json.loads(text)
    extra = fields.get("extra") or {}
    return {
        "conn_type": fields.get("conn_type"),
        "host": fields.get("host"),
        "port": fields.get("port"),
        "user": fields.get("login"),
        "password": fields.get("password"),
        "dbname": fields.get("schema"),
        "extra": json.loads(extra) if isinstance(extra, str) else extra,
    }
