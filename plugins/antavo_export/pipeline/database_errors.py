"""The border where the driver's errors become ours: what to do, and never what is in a row."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from antavo_export.errors import (
    ExportError,
    ExtractionInterruptedError,
    ExtractionRefusedError,
    UnwritableValueError,
)
from antavo_export.sql.delimited import BREAKS_THE_FILE, ROW_FOLLOWS

# PostgreSQL, Appendix A: the first two characters are the class of an SQLSTATE.
_REMEDY: Final = {
    "21": "SQL of the catalogue gives several rows where one value is wanted (class 21)",
    "22": "a value cannot be computed as the export asks (class 22, data exception)",
    "28": "the login is refused: correct it in the Airflow connection",
    "3D": "there is no such database: correct it in the Airflow connection",
    "42": "the database does not have what the catalogue says, or the user may not read it",
    "P0": "a function of the database raised an error (class P0)",
}
_CAUSE: Final = {
    "57014": "the statement was cancelled, by statement_timeout or by an administrator",
    "40001": "a standby server had to cancel the reading to follow its primary",
    "55P03": "the table stayed locked for longer than lock_timeout",
    "53300": "the server has no connection left",
}
# SQLSTATE 22023 is of the class of data, and may be about what the session is set to as well.
_SETTING: Final = re.compile(r'invalid value for parameter "')
_NOT_ALLOWED: Final = "42501"  # names what may not be used, and never where
_CLOSING: Final = "\"'»«”“’‘›‹」』》"  # noqa: RUF001 - in the languages of servers
_OWN_WORDS: Final = re.compile(
    rf"{re.escape(BREAKS_THE_FILE)}(?P<title>[^{ROW_FOLLOWS}]*){ROW_FOLLOWS}"
    rf"(?P<row>.*\S)\s*[{_CLOSING}]",
    re.DOTALL,
)
# libpq gives no SQLSTATE for a connection that was never made, only the server's words.
_LOGIN: Final = re.compile(
    r"password authentication failed|no pg_hba\.conf entry|no password supplied"
    r"|(role|database) \".*\" does not exist|certificate verify failed"
)


@contextmanager
def told_what_to_do(where: str) -> Iterator[None]:
    """Turn errors of psycopg into errors that say whether trying again makes sense.

    ``where`` names the server in the message.
    """
    try:
        yield
    except psycopg.Error as error:
        raise explained(error.sqlstate, said_by(error), where) from None


def said_by(error: psycopg.Error) -> str:
    """Return the server's own words, and none where a row may have put words into its mouth.

    A function in the database may raise whatever it likes, under any SQLSTATE; the server then
    tells the context. A name that does not exist is part of the statement where the server tells
    its position; without one, it may be a text of a row that was taken for a name.
    """
    said, state = str(error.diag.message_primary or error), error.sqlstate
    if state is None or _OWN_WORDS.search(said):
        return said
    is_of_a_row = error.diag.context is not None or (
        state[:2] == "42" and state != _NOT_ALLOWED and error.diag.statement_position is None
    )
    return "" if is_of_a_row else said


def explained(sqlstate: str | None, message: str, where: str) -> ExportError:
    """Return our error for one of the server's, which said ``message``, as `said_by` has it."""
    if sqlstate is None:
        return _connection_error(message, where)
    own = _OWN_WORDS.search(message)
    if own is not None:
        return UnwritableValueError(where, own["title"], own["row"])
    if sqlstate == "22023" and _SETTING.match(message):
        cause = "the server does not take a setting of the export, such as its timezone"
        return ExtractionRefusedError(where, f"{cause}: {message} ({sqlstate})")
    remedy = _REMEDY.get(sqlstate[:2])
    if remedy is None:
        return ExtractionInterruptedError(where, _CAUSE.get(sqlstate, _quotable(sqlstate, message)))
    return ExtractionRefusedError(where, f"{remedy}: {_quotable(sqlstate, message)}")


def _connection_error(message: str, where: str) -> ExportError:
    said = " ".join(message.split())
    if _LOGIN.search(said):
        return ExtractionRefusedError(where, f"{_REMEDY['28']}: {said}")
    return ExtractionInterruptedError(where, f"the connection failed: {said}")


def _quotable(sqlstate: str, message: str) -> str:
    """Return the server's words when they are about names, not when they may quote values."""
    about_names = sqlstate[:2] in {"28", "3D", "40", "42", "53", "55", "57", "08"}
    return f"{message} ({sqlstate})" if message and about_names else f"SQLSTATE {sqlstate}"
