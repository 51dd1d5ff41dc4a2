"""What every way of reading is given."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from antavo_export.pipeline.output import Output
from antavo_export.pipeline.progress import Ticker
from antavo_export.pipeline.session import Session
from antavo_export.sql.statement import Statement


@dataclass(frozen=True)
class Job:
    """One statement to read into one output.

    Attributes:
        connection: Inside the transaction that `session` pinned.
        statement: What to read.
        output: Where the file's bytes go.
        ticker: Told how far it is.
        session: How further connections must be pinned.
    """

    connection: Connection[Any]
    statement: Statement
    output: Output
    ticker: Ticker
    session: Session

    @property
    def server(self) -> str:
        """Return what to call the server in a message."""
        info = self.connection.info
        return f"database {info.dbname} at {info.host or 'localhost'}:{info.port} as {info.user}"
