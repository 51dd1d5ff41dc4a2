"""Reading ranges with the task's own connection, a batch at a time, beside the reader processes.

It never waits for the server, so that its owner can attend to the other readers in between.
"""

from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import islice, takewhile
from operator import itemgetter
from typing import Final

from antavo_export.pipeline.reading.buffers import SLOT, SLOTS
from antavo_export.pipeline.reading.copying import NO_MORE, check_begun, check_ended
from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.messages import Message
from antavo_export.pipeline.reading.objects import joiner_for
from antavo_export.pipeline.reading.rows import FIRST, FULL, PIECE, Row, next_size, parts

_ROOM: Final = SLOT * SLOTS  # bytes that may wait for their turn: as many as a reader process has


class OwnReader:
    """Reads with the job's connection, inside of its transaction.

    Attributes:
        inbox: Pieces of the file that wait for their turn, and after a range's last its end.
        reading: Whether a range is begun and not ended.
    """

    def __init__(self, job: Job) -> None:
        self._connection = job.connection.pgconn
        self._connection.nonblocking = 0  # what is sent is sent; receiving does not wait anyway
        framing = job.statement.framing
        self._joiner_for = partial(
            joiner_for, framing.row_end, framing.between, job.statement.members
        )
        self._batch: list[Row] = []
        self._size = 0
        self._most = FIRST
        self._held = 0
        self._received: Iterator[tuple[int, Row]] = iter(())  # a size of 0: nothing has come
        self._begun = False
        self.inbox: deque[Message] = deque()
        self.reading = False

    def fileno(self) -> int:
        """Return what to wait on when `take` has nothing."""
        return self._connection.socket

    @property
    def has_room(self) -> bool:
        """Return whether more may be read before what waits has had its turn."""
        return self._held < _ROOM

    def read(self, statement: str) -> None:
        """Begin a range."""
        self._connection.send_query(statement.encode())
        self._joiner, self._rows = self._joiner_for(), 0
        self.reading, self._begun = True, False

    def take(self) -> bool:
        """Take in about one buffer's rows; return False if the server must be waited for.

        Raises:
            psycopg.Error: the server refuses the statement, or broke off.
        """
        if not self._begun and not self._begin():
            return False
        while len(self._batch) < self._most and self._size < FULL:
            if self._came():
                continue
            self._connection.consume_input()
            if self._came():
                continue
            if next(self._received, NO_MORE) != NO_MORE:
                return False
            self._end()
            return True
        self._put()
        return True

    def filled(self, message: Message) -> bytes:
        """Return the bytes a message tells of."""
        return message["data"]  # type: ignore[no-any-return]

    def freed(self, message: Message) -> None:
        """Note that the message's bytes are in the file."""
        self._held -= message["size"]

    def _begin(self) -> bool:
        """Return whether the server sends rows; before the first it may take any time."""
        self._connection.consume_input()
        if self._connection.is_busy():
            return False
        check_begun(self._connection.get_result())
        self._received = iter(partial(self._connection.get_copy_data, 1), NO_MORE)
        self._begun = True
        return True

    def _came(self) -> bool:
        """Take over the rows that the driver has; return whether there were any."""
        few = islice(self._received, min(self._most - len(self._batch), PIECE))
        came = list(map(itemgetter(1), takewhile(itemgetter(0), few)))
        self._batch += came
        self._size += sum(map(len, came))
        return bool(came)

    def _put(self) -> None:
        if self._batch:
            self._rows += len(self._batch)
            self._most = next_size(len(self._batch), self._size)
            for part in parts(self._batch, self._size):
                data = self._joiner.join(part)
                self._held += len(data)
                self.inbox.append({"data": data, "size": len(data)})
            self._batch, self._size = [], 0

    def _end(self) -> None:
        self._put()
        check_ended(self._connection)
        self.inbox.append({"end": self._rows})
        self.reading = False
