"""What libpq says before, during and after the rows of a COPY."""

from typing import Final

from psycopg.errors import InternalError, error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

NO_MORE: Final = (-1, b"")  # what stands in place of a row after the last


def check_begun(result: PGresult | None) -> None:
    """Raise what the server says when it sends no rows.

    Raises:
        psycopg.Error: the server refuses the statement.
    """
    if result is None:
        raise InternalError("no result")
    if result.status != ExecStatus.COPY_OUT:
        raise error_from_result(result)


def check_ended(connection: PGconn) -> None:
    """Raise what the server says when the rows were not all; afterwards it takes a new statement.

    Raises:
        psycopg.Error: the server broke off.
    """
    while (result := connection.get_result()) is not None:
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result)
