"""The reader processes of one reading: starting them, and hearing what they say."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from selectors import EVENT_READ, DefaultSelector
from typing import Any, LiteralString, Self

from psycopg import Connection

from antavo_export.errors import ExtractionInterruptedError
from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.own import OwnReader
from antavo_export.pipeline.reading.process import ReaderFailedError, ReaderProcess
from antavo_export.pipeline.session import SERVER

log = logging.getLogger(__name__)


class ReaderProcesses:
    """Starts processes that join a reading as soon as they stand on its snapshot.

    Args:
        job: Its connection's transaction stays open until they have joined.
        own: What else may be waited for.
        count: How many to start.
    """

    def __init__(self, job: Job, own: OwnReader, count: int) -> None:
        self._server = _value(job.connection, SERVER)
        self._others, self._everyone = DefaultSelector(), DefaultSelector()
        self._everyone.register(own, EVENT_READ)
        self._all: set[ReaderProcess] = set()
        self._joining: set[ReaderProcess] = set()
        self._used: set[ReaderProcess] = set()
        assignment = _assignment(job)
        for _ in range(count):
            self._start(assignment, job.server)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that are left."""
        with ExitStack() as stops, self._others, self._everyone:
            for process in self._all:
                stops.callback(process.stop)

    @property
    def used(self) -> int:
        """Return how many of them have read something."""
        return len(self._used)

    def free(self, *, wait: bool, own: bool = False) -> list[ReaderProcess]:
        """Take in what has come; return the processes that want a range.

        Args:
            wait: Until something comes.
            own: Or until our own connection has something.

        Raises:
            ReaderFailedError: the server refused something to a process that had joined.
            ExtractionInterruptedError: such a process has ended.
        """
        selector = self._everyone if own else self._others
        ready = selector.select(None if wait else 0)
        return [free for key, _ in ready if key.data for free in self._heard(key.data)]

    def _start(self, assignment: dict[str, Any], where: str) -> None:
        try:
            process = ReaderProcess(assignment, where)
        except OSError as error:  # no memory, or too many processes
            log.warning("one reader less: %s", error)
            return
        self._all.add(process)
        self._joining.add(process)
        for selector in (self._others, self._everyone):
            selector.register(process, EVENT_READ, process)

    def _heard(self, process: ReaderProcess) -> Iterator[ReaderProcess]:
        try:
            messages = process.receive()
        except (ReaderFailedError, ExtractionInterruptedError) as failure:
            if process not in self._joining:
                raise
            self._leave(process, str(failure))
            return
        for message in messages:
            if message.get("ready", self._server) != self._server:
                self._leave(process, "its connection reached another server")
            elif "ready" in message:
                self._joining.discard(process)
                yield process
            elif "end" in message:
                self._used.add(process)
                yield process

    def _leave(self, process: ReaderProcess, why: str) -> None:
        log.warning("one reader less: %s", why)
        for selector in (self._others, self._everyone):
            selector.unregister(process)
        self._all.discard(process)
        process.stop()


def _assignment(job: Job) -> dict[str, Any]:
    """Return what every process is told first; the snapshot is that of the job's connection."""
    framing = job.statement.framing
    return {
        "connection": _parameters(job.connection),
        "session": asdict(job.session),
        "snapshot": _value(job.connection, "SELECT pg_export_snapshot()"),
        "row_end": framing.row_end.decode(),
        "between": framing.between.decode(),
        "members": [[member.key, member.written] for member in job.statement.members],
    }


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
