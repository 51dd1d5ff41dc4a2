"""Rehearse a delivery: connect, log in, write a small file, verify, rename and delete it.

CONNECTION is the id of an Airflow connection. Outside of Airflow it is read from the environment
variable AIRFLOW_CONN_<ID>, for instance

    AIRFLOW_CONN_PARTNER='{"conn_type": "sftp", "host": "sftp.example.com", "login": "acme"}'

What is printed is safe to send to the server's owner: it holds no secret.
"""

import sys
from argparse import ArgumentParser, Namespace

from pydantic import TypeAdapter, ValidationError

from antavo_export.cli.errors import UsageError
from antavo_export.errors import ExportError
from antavo_export.pipeline.delivery.probe import probe
from antavo_export.targets import TARGETS, Target


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("action", choices=["test"], help="what to do with the target")
    parser.add_argument("connection", metavar="CONNECTION", help="id of the Airflow connection")
    parser.add_argument("--path", default="", help="folder to write to, by default the login's")
    parser.add_argument(
        "--type",
        choices=list(TARGETS),
        help="protocol; by default the safest one for the type of the connection",
    )
    parser.add_argument(
        "--implicit", action="store_true", help="ftps with TLS from the first byte (port 990)"
    )
    parser.add_argument(
        "--verify", choices=["size", "read_back", "checksum"], default="checksum", help="proof"
    )


def run(arguments: Namespace) -> int:
    """Rehearse and print each step; return 0 when a delivery would work, else 1."""
    from antavo_export.orchestration.hooks import open_remote  # noqa: PLC0415 - imports Airflow

    target = _target(arguments)
    try:
        with open_remote(target) as remote:
            _say("ok", f"connected and logged in: {remote.where(arguments.path)}")
            _say("ok", remote.identity)
            for step in probe(target, remote, arguments.path):
                _say("ok", step)
    except ExportError as error:
        meaning = (type(error).__doc__ or "").splitlines()[0]
        _say("FAIL", f"{meaning}\n      {error}")
        return 1
    _say("ok", "a delivery would work")
    return 0


def _say(mark: str, text: str) -> None:
    sys.stdout.write(f"{mark:<6}{text}\n")


def _target(arguments: Namespace) -> Target:
    protocol = arguments.type or _usual_type(arguments.connection)
    section = {
        "type": protocol,
        "connection": arguments.connection,
        "path": "probe",
        "verify": arguments.verify,
    }
    if arguments.implicit:
        section["encryption"] = "implicit"
    try:
        adapter: TypeAdapter[Target] = TypeAdapter(Target)
        return adapter.validate_python(section)
    except ValidationError as error:
        message = f"--implicit is for ftps, not for {protocol}"
        raise UsageError(message) from error


def _usual_type(conn_id: str) -> str:
    from antavo_export.orchestration.hooks.extras import (  # noqa: PLC0415 - imports Airflow
        find_connection,
    )

    found = find_connection(conn_id).conn_type
    for name, target in TARGETS.items():
        if found in target.connection_types:
            return name
    raise UsageError(f"connection {conn_id!r} is of type {found!r}; say with --type what it speaks")
