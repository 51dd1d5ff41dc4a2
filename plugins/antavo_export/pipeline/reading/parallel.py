"""Reading with several connections under one snapshot, each in a process of its own.

The file is the same as one reader's, byte for byte: ranges of pages are read by whoever is free
and put together in the table's order.
"""

import selectors
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from typing import Any, LiteralString

from psycopg import Connection

from antavo_export.errors import ExtractionInterruptedError
from antavo_export.pipeline.database_errors import explained
from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.messages import Message
from antavo_export.pipeline.reading.plan import Plan
from antavo_export.pipeline.reading.process import ReaderFailedError, ReaderProcess
from antavo_export.pipeline.reading.ranges import Ranges
from antavo_export.pipeline.session import SERVER


class CannotShareError(Exception):
    """The readers did not come to stand on one snapshot; nothing was read yet."""


def read_together(job: Job, plan: Plan) -> int:
    """Write the whole content of the file and return how many rows there were.

    The connection's transaction, whose snapshot is shared, is ended as soon as every reader
    stands on it. Leaving early kills the readers, and the server stops with them.

    Raises:
        CannotShareError: one reader must do; connection and output are as they were.
        ExtractionRefusedError, ExtractionInterruptedError: as the server says.
    """
    with _readers(job, plan.readers) as readers:
        job.connection.rollback()
        assembly = _Assembly(job, Ranges(plan.pages))
        job.output.put(job.statement.framing.head)
        try:
            assembly.run(readers)
        except ReaderFailedError as failure:
            raise explained(failure.sqlstate, failure.message, job.server) from None
        job.output.put(job.statement.framing.tail)
        return assembly.rows


class _Assembly:
    """Hands out ranges and puts what comes back in their order."""

    def __init__(self, job: Job, ranges: Ranges) -> None:
        self._job = job
        self._ranges = ranges
        self._turns: deque[ReaderProcess] = deque()  # who reads the ranges not yet in the file
        self._size = 0  # bytes of the first of them that are in the file
        self.rows = 0

    def run(self, readers: Sequence[ReaderProcess]) -> None:
        """Return when the last range is in the file."""
        with selectors.DefaultSelector() as selector:
            for reader in readers:
                selector.register(reader, selectors.EVENT_READ, reader)
                self._assign(reader)
            while self._turns:
                for key, _ in selector.select():
                    for message in key.data.receive():
                        if "end" in message:
                            self._assign(key.data)
                self._append()

    def _assign(self, reader: ReaderProcess) -> None:
        pages = self._ranges.take()
        if pages is not None:
            self._turns.append(reader)
            reader.read(self._job.statement.copy(pages).as_string(None))

    def _append(self) -> None:
        while self._turns and self._turns[0].inbox:
            reader = self._turns[0]
            message = reader.inbox.popleft()
            if "end" in message:
                self._turns.popleft()
                self._end(message["end"])
            else:
                self._put(reader, message)
            self._job.ticker.tick(self.rows, self._job.output.size, self._ranges.done)

    def _put(self, reader: ReaderProcess, message: Message) -> None:
        if not self._size and self.rows:
            self._job.output.put(self._job.statement.framing.between)
        self._job.output.put(reader.filled(message))
        self._size += message["size"]
        reader.freed(message)

    def _end(self, rows: int) -> None:
        self.rows += rows
        self._ranges.finished(self._size)
        self._size = 0


@contextmanager
def _readers(job: Job, count: int) -> Iterator[list[ReaderProcess]]:
    """Start the readers, all of them on the snapshot of the job's connection."""
    framing = job.statement.framing
    assignment = {
        "connection": _parameters(job.connection),
        "session": asdict(job.session),
        "snapshot": _value(job.connection, "SELECT pg_export_snapshot()"),
        "row_end": framing.row_end.decode(),
        "between": framing.between.decode(),
        "members": [[member.key, member.written] for member in job.statement.members],
    }
    server = _value(job.connection, SERVER)
    with ExitStack() as stack:
        readers = []
        for _ in range(count):
            readers.append(ReaderProcess(assignment, job.server))
            stack.callback(readers[-1].stop)
        for reader in readers:
            _wait_until_ready(reader, server)
        yield readers


def _wait_until_ready(reader: ReaderProcess, server: str) -> None:
    try:
        while not reader.inbox:
            reader.receive()
    except (ReaderFailedError, ExtractionInterruptedError) as failure:
        raise CannotShareError(str(failure)) from failure
    if reader.inbox.popleft()["ready"] != server:
        raise CannotShareError("a second connection reached another server")


def _parameters(connection: Connection[Any]) -> dict[str, str]:
    """Return how to reach the very server that ``connection`` is connected to."""
    info = connection.info
    there = {"host": info.host, "hostaddr": info.hostaddr, "port": str(info.port)}
    secret = {"password": info.password}
    known = {"connect_timeout": "30", **info.get_parameters(), **there, **secret}
    return {name: value for name, value in known.items() if value}


def _value(connection: Connection[Any], query: LiteralString) -> str:
    (value,) = connection.execute(query).fetchone() or ("",)
    return str(value)
