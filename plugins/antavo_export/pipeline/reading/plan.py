"""Deciding how many connections read an export, from what the server says about its table."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection, sql

from antavo_export.pipeline.database_errors import told_what_to_do
from antavo_export.pipeline.reading.job import Job
from antavo_export.sql.statement import PageRange, Statement

_WORTHWHILE: Final = 64 << 20  # bytes of table; below it starting processes costs what they gain
_RANGE_SCANS: Final = 140000  # the first server version with TID Range Scan
_SPARE_CONNECTIONS: Final = 5  # left to others when several of ours are opened

# A plain table is read in ranges of its pages. The ranges of a view, a foreign table or the
# parent of partitions mean nothing, and a child's pages are not its parent's.
_TABLE: Final = """
SELECT c.relkind::text, coalesce(am.amname, '')::text,
    pg_relation_size(c.oid)::bigint, current_setting('block_size')::bigint,
    EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid),
    current_setting('max_connections')::bigint - (SELECT count(*) FROM pg_stat_activity)
FROM pg_class c LEFT JOIN pg_am am ON am.oid = c.relam
WHERE c.oid = {}::regclass
"""


@dataclass(frozen=True)
class Plan:
    """How a statement is read.

    Attributes:
        readers: How many connections read at once.
        why: What decided that, for the log.
        rows: How many rows the server expects.
        pages: Pages of the table, for a plan with several readers.
    """

    readers: int
    why: str
    rows: float
    pages: int = 0


def plan_reading(job: Job, most_readers: int, *, worthwhile: int = _WORTHWHILE) -> Plan:
    """Begin the job's transaction and return how to read its statement there.

    Several readers are used when they give the same bytes sooner: when the server would read the
    whole table in its physical order anyway, and reads ranges of it directly.

    Args:
        job: Its connection is not in a transaction yet.
        most_readers: The limit the export sets.
        worthwhile: Size of the table in bytes from which it is worth the start of processes.

    Raises:
        ExtractionRefusedError, ExtractionInterruptedError: as the server says.
    """
    with told_what_to_do(job.server):
        job.session.pin(job.connection, ordered=job.statement.splittable)
        return _plan(job.connection, job.statement, most_readers, worthwhile)


def _plan(
    connection: Connection[Any], statement: Statement, most_readers: int, worthwhile: int
) -> Plan:
    rows, scan = _scans(connection, statement.query())
    wanted = min(most_readers, len(os.sched_getaffinity(0)))
    if most_readers < 2 or wanted < 2:  # noqa: PLR2004 - two are several
        return Plan(1, "one reader is asked for, or there is one core", rows)
    if not statement.splittable:
        return Plan(1, "groups are computed as a whole", rows)
    if connection.info.server_version < _RANGE_SCANS:
        return Plan(1, "the server is older than PostgreSQL 14", rows)
    if scan != "Seq Scan":
        return Plan(1, f"the server answers with an {scan}", rows)
    return _for_table(connection, statement, wanted, rows, worthwhile)


def _for_table(
    connection: Connection[Any], statement: Statement, wanted: int, rows: float, worthwhile: int
) -> Plan:
    name = sql.Identifier(*statement.table).as_string(connection)
    found = connection.execute(sql.SQL(_TABLE).format(sql.Literal(name))).fetchone()
    kind, method, size, page, children, free = found or ("", "", 0, 1, False, 0)
    pages = -(-size // page)
    if (kind, method, children) != ("r", "heap", False):
        return Plan(1, "this is no plain table", rows)
    if size < worthwhile:
        return Plan(1, f"the table is small ({size / 1e6:,.1f} MB)", rows)
    if free < wanted + _SPARE_CONNECTIONS:
        return Plan(1, f"the server has {max(free, 0)} connections left", rows)
    _, scan = _scans(connection, statement.query(PageRange(pages // 4, pages // 2)))
    if scan != "Tid Range Scan":
        return Plan(1, f"the server would read a range with an {scan}", rows)
    return Plan(wanted, f"a table of {size / 1e6:,.1f} MB read in ranges", rows, pages)


def _scans(connection: Connection[Any], query: sql.Composed) -> tuple[float, str]:
    """Return the rows the server expects and how it reads the statement's own table."""
    found = connection.execute(sql.SQL("EXPLAIN (FORMAT JSON) {}").format(query)).fetchone()
    plan = found[0][0]["Plan"] if found else {}
    own = [node["Node Type"] for node in _nodes(plan) if node.get("Alias") == "t"]
    return float(plan.get("Plan Rows", 0)), own[0] if len(own) == 1 else "elaborate plan"


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
