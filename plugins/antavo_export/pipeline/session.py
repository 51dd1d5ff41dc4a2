"""The database session an export is read in: one read-only snapshot, nothing left to chance."""

from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection, IsolationLevel, sql

# What a role, a database or PGOPTIONS may have set otherwise and what would show in the file.
_FORM: Final = {
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "client_encoding": "UTF8",
    "extra_float_digits": "1",
    "lc_monetary": "C",
    "search_path": "pg_catalog",
    "standard_conforming_strings": "on",
    "xmlbinary": "base64",
}
# Rows of a table come in its physical order, the same one every time: no start in the middle
# beside another scan, no interleaved parallel workers. JIT costs more than it gains per range.
_ORDER: Final = {"synchronize_seqscans": "off", "jit": "off"}
# Otherwise a killed client's aggregation would run to its end. Servers on Windows refuse it.
_NOTICE_A_VANISHED_CLIENT: Final = sql.SQL(
    "set_config('client_connection_check_interval',"
    " CASE WHEN version() ~* 'windows|visual|msvc|mingw' THEN '0' ELSE '500' END, true)"
)
_VANISHED_CLIENT: Final = 140000  # the first server that has it
_TRANSACTION_TIMEOUT: Final = 170000

# Tells two servers apart that a balancer hides behind one address.
SERVER: Final = "SELECT pg_postmaster_start_time()::text || ' ' || pg_current_snapshot()::text"


@dataclass(frozen=True)
class Session:
    """How to read: the zone values are shown in, who reads, and how long it may take.

    Attributes:
        zone: IANA name; what datetimes print in and what a day is.
        application_name: Shown in ``pg_stat_activity``; Postgres keeps 63 bytes.
        statement_timeout: Milliseconds for one statement; zero leaves the limit to the task.
        lock_timeout: Milliseconds to wait while the table is being altered.
    """

    zone: str
    application_name: str
    statement_timeout: int = 0
    lock_timeout: int = 60_000

    def pin(
        self, connection: Connection[Any], *, ordered: bool, snapshot: str | None = None
    ) -> None:
        """Begin the transaction that everything is read in and pin its settings.

        They end with the transaction, so a pooled server connection is left as it was.

        Args:
            connection: Outside of a transaction; afterwards inside of one.
            ordered: Whether the order of rows is the table's and must be the same every time.
            snapshot: The snapshot to share, as ``pg_export_snapshot()`` named it.

        Raises:
            psycopg.Error: the server does not know the snapshot (22023), among others.
        """
        connection.autocommit = False
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.cursor() as cursor:
            if snapshot is not None:  # must come before the first query
                cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
            settings = self._settings(connection.info.server_version, ordered=ordered)
            calls: list[sql.Composable] = [
                sql.SQL("set_config({}, {}, true)").format(name, value)
                for name, value in settings.items()
            ]
            if connection.info.server_version >= _VANISHED_CLIENT:
                calls.append(_NOTICE_A_VANISHED_CLIENT)
            cursor.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(calls)))

    def _settings(self, version: int, *, ordered: bool) -> dict[str, str]:
        settings = {
            **_FORM,
            **_ORDER,
            "TimeZone": self.zone,
            "application_name": cut(self.application_name, 63),
            "statement_timeout": str(self.statement_timeout),
            "lock_timeout": str(self.lock_timeout),
            "idle_in_transaction_session_timeout": "0",
        }
        if ordered:
            settings["max_parallel_workers_per_gather"] = "0"
        if version >= _TRANSACTION_TIMEOUT:
            settings["transaction_timeout"] = "0"
        return settings


def cut(text: str, size: int) -> str:
    """Return the start of ``text`` that fits into ``size`` bytes of UTF-8."""
    return text.encode()[:size].decode(errors="ignore")
