"""Reading with several connections under one snapshot: the task's own, and reader processes'.

The file is the same as one reader's, byte for byte: ranges of pages are read by whoever is free
and put together in the table's order.
"""

from collections import deque

from antavo_export.pipeline.database_errors import explained
from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.messages import Message
from antavo_export.pipeline.reading.own import OwnReader
from antavo_export.pipeline.reading.plan import Plan
from antavo_export.pipeline.reading.process import ReaderFailedError, ReaderProcess
from antavo_export.pipeline.reading.processes import ReaderProcesses
from antavo_export.pipeline.reading.ranges import Ranges


def read_together(job: Job, plan: Plan) -> tuple[int, int]:
    """Write the whole content of the file; return its rows and how many readers it had.

    The task reads with its own connection from the start. Reader processes join as soon as they
    stand on its snapshot; one that cannot is done without. Leaving early kills them, and the
    server stops with them.

    Raises:
        ExtractionRefusedError, ExtractionInterruptedError: as the server says.
    """
    own = OwnReader(job)
    with ReaderProcesses(job, own, plan.readers - 1) as processes:
        assembly = _Assembly(job, Ranges(plan.pages), own, processes)
        job.output.put(job.statement.framing.head)
        try:
            assembly.run()
        except ReaderFailedError as failure:
            raise explained(failure.sqlstate, failure.message, job.server) from None
        job.output.put(job.statement.framing.tail)
        return assembly.rows, 1 + processes.used


class _Assembly:
    """Hands out ranges and puts what comes back in their order."""

    def __init__(
        self, job: Job, ranges: Ranges, own: OwnReader, processes: ReaderProcesses
    ) -> None:
        self._job = job
        self._ranges = ranges
        self._own = own
        self._processes = processes
        self._turns: deque[OwnReader | ReaderProcess] = deque()  # who reads what the file lacks
        self._size = 0  # bytes of the first of these ranges that are in the file
        self.rows = 0

    def run(self) -> None:
        """Return when the last range is in the file."""
        self._assign(self._own)
        while self._turns:
            for reader in self._listen():
                self._assign(reader)
            self._append()

    def _listen(self) -> list[ReaderProcess]:
        """Read on, as far as there is something, and return which processes have become free."""
        if not (self._own.reading and self._own.has_room):
            return self._processes.free(wait=True)
        if not self._own.take():
            return self._processes.free(wait=True, own=True)
        if not self._own.reading:
            self._assign(self._own)
        return self._processes.free(wait=False)

    def _assign(self, reader: OwnReader | ReaderProcess) -> None:
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

    def _put(self, reader: OwnReader | ReaderProcess, message: Message) -> None:
        if not self._size and self.rows:
            self._job.output.put(self._job.statement.framing.between)
        self._job.output.put(reader.filled(message))
        self._size += message["size"]
        reader.freed(message)

    def _end(self, rows: int) -> None:
        self.rows += rows
        self._ranges.finished(self._size)
        self._size = 0
