"""The first rows of an export, and how many there will be, without writing a file."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection, sql

from antavo_export.config.export import Export
from antavo_export.pipeline.database_errors import told_what_to_do
from antavo_export.pipeline.session import Session
from antavo_export.sql.compiler import compile_export
from antavo_export.sql.members import Written
from antavo_export.sql.statement import Statement

Cells = tuple[str | None, ...]


@dataclass(frozen=True)
class Preview:
    """What an export would write.

    Attributes:
        columns: The titles, in order.
        rows: The first rows, each cell as the file shows it; None where it is empty.
        estimate: Rows in all, as the planner estimates them; close where statistics are fresh.
    """

    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    estimate: int


def preview(
    export: Export, moment: datetime, *, connect: Callable[[], Connection[Any]], rows: int
) -> Preview:
    """Return the first ``rows`` rows of the export as of ``moment`` (aware).

    Raises:
        PermanentError, RetriableError: as `antavo_export.pipeline.extract.extract` does.
    """
    statement = compile_export(export, moment)
    with told_what_to_do(f"Airflow connection '{export.config.connection}'"):
        connection = connect()
    with closing(connection), told_what_to_do(f"database {connection.info.dbname}"):
        session = Session(export.config.timezone, f"antavo-export preview {export.export_id}")
        session.pin(connection, ordered=statement.splittable)
        plan = connection.execute(sql.SQL("EXPLAIN (FORMAT JSON) ") + statement.query()).fetchone()
        result = connection.execute(statement.query(limit=rows)).pgresult
    cells = (
        ()
        if result is None
        else tuple(
            tuple(_text(result.get_value(row, column)) for column in range(len(statement.columns)))
            for row in range(result.ntuples)
        )
    )
    if statement.members:
        cells = tuple(_members(statement, row) for row in cells)
    return Preview(statement.columns, cells, 0 if plan is None else plan[0][0]["Plan"]["Plan Rows"])


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


def _members(statement: Statement, row: Cells) -> Cells:
    return tuple(
        _json_text(cell) if cell is not None and member.written is Written.JSON else cell
        for member, cell in zip(statement.members, row, strict=True)
    )


def _json_text(cell: str) -> str | None:
    """Return what a value says: a string without its quotes, null as no value."""
    value = json.loads(cell)
    return value if value is None or isinstance(value, str) else cell
