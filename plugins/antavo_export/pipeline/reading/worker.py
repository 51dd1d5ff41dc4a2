"""A reader process: reads ranges of a table under a shared snapshot into shared memory.

It is started as a fresh interpreter rather than forked: a task's process may have threads and
open connections, and neither survives a fork. It reads with libpq's own calls, which cost half of
the processor time of a cursor's; with every core busy that is time gained.
"""

import ctypes
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from functools import partial
from operator import itemgetter
from typing import Any, BinaryIO, Final

import psycopg

from antavo_export.pipeline.database_errors import said_by
from antavo_export.pipeline.reading.buffers import SLOT, SLOTS, Slots
from antavo_export.pipeline.reading.copying import NO_MORE, check_begun, check_ended
from antavo_export.pipeline.reading.messages import Message, line
from antavo_export.pipeline.reading.objects import joiner_for
from antavo_export.pipeline.reading.rows import Row, batches
from antavo_export.pipeline.session import SERVER, Session
from antavo_export.sql.members import Member, Written

_SEND_ME_WHEN_MY_PARENT_DIES: Final = 1  # PR_SET_PDEATHSIG, prctl(2)


class Reader:
    """Answers the parent's messages until there are no more."""

    def __init__(self, assignment: Message, commands: BinaryIO, answers: BinaryIO) -> None:
        self._commands = commands
        self._answers = answers
        self._slots = Slots(assignment["slots"])
        self._free = deque(range(SLOTS))
        self._work: deque[str] = deque()
        self._framing = assignment["row_end"].encode(), assignment["between"].encode()
        self._members = [Member(key, Written(written)) for key, written in assignment["members"]]
        self._slot: int | None = None
        self._filled = 0

    def run(self, connection: psycopg.Connection[Any]) -> None:
        """Read what the parent asks for."""
        (server,) = connection.execute(SERVER).fetchone() or ("",)
        self._say({"ready": server})
        while True:
            self._read(connection, self._awaited(self._work))

    def _read(self, connection: psycopg.Connection[Any], statement: str) -> None:
        joiner, rows = joiner_for(*self._framing, self._members), 0
        for batch in batches(_copied(connection, statement)):
            rows += len(batch)
            self._put(joiner.join(batch))
        self._flush()
        self._say({"end": rows})

    def _put(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            if self._slot is None:
                self._slot, self._filled = self._awaited(self._free), 0
            part = rest[: SLOT - self._filled]
            self._slots.slot(self._slot)[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            rest = rest[len(part) :]
            if self._filled == SLOT:
                self._flush()

    def _flush(self) -> None:
        if self._slot is not None:
            self._say({"slot": self._slot, "size": self._filled})
            self._slot = None

    def _awaited(self, wanted: deque[Any]) -> Any:  # noqa: ANN401 - a statement or a slot
        """Return the next of ``wanted``, listening until there is one."""
        while not wanted:
            said = self._commands.readline()
            if not said:
                sys.exit()  # the parent has no more to say: the end of every reader
            message = json.loads(said)
            if "free" in message:
                self._free.append(message["free"])
            else:
                self._work.append(message["read"])
        return wanted.popleft()

    def _say(self, message: Message) -> None:
        self._answers.write(line(message))
        self._answers.flush()


def main() -> None:
    """Run the process; the assignment is the first line that comes in."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches the whole group: end silently
    commands, answers = sys.stdin.buffer, sys.stdout.buffer
    assignment = json.loads(commands.readline() or sys.exit())  # nothing: the parent is gone
    _end_with(assignment["parent"])
    try:
        with psycopg.connect(**assignment["connection"]) as connection:
            session = Session(**assignment["session"])
            session.pin(connection, ordered=True, snapshot=assignment["snapshot"])
            Reader(assignment, commands, answers).run(connection)
    except psycopg.Error as error:
        answers.write(line({"error": [error.sqlstate, said_by(error)]}))
        answers.flush()


def _copied(connection: psycopg.Connection[Any], statement: str) -> Iterator[Row]:
    """Return an iterator over the rows of a COPY."""
    result = connection.pgconn.exec_(statement.encode())
    check_begun(result)
    received = iter(partial(connection.pgconn.get_copy_data, 0), NO_MORE)
    yield from map(itemgetter(1), received)
    check_ended(connection.pgconn)


def _end_with(parent: int) -> None:
    """Have the kernel end this process when its parent dies, by whatever signal."""
    ctypes.CDLL(None, use_errno=True).prctl(_SEND_ME_WHEN_MY_PARENT_DIES, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was asked
        sys.exit()
