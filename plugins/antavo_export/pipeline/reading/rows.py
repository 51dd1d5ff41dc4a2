"""From the rows that COPY sends to buffers of the file.

Postgres sends one CopyData message for every row, and each ends in a newline of COPY's own
(PostgreSQL, Message Flow: COPY Operations; a row of its text or CSV format). So the end of a row
can be replaced without looking at what is inside it.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias

Row: TypeAlias = bytes | bytearray | memoryview

_BUFFER: Final = 1 << 16  # bytes; stays in the processor's cache between join, hash and write
_MOST_ROWS: Final = 256
FULL: Final = 4 * _BUFFER  # bytes in a batch that was to fill one buffer: rows have grown
PIECE: Final = 64  # rows that are taken before their size is looked at, in case they have grown
FIRST: Final = 16  # rows of the first batch, before their size is known


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield lists of rows of about one buffer's size, without looking at each row."""
    most = FIRST
    while batch := list(islice(rows, min(most, PIECE))):
        size = sum(map(len, batch))
        while len(batch) < most and size < FULL and (piece := list(islice(rows, PIECE))):
            size += sum(map(len, piece))
            batch += piece
        most = next_size(len(batch), size)
        yield from parts(batch, size)


def next_size(rows: int, size: int) -> int:
    """Return how many rows to take after a batch, so that they fill about one buffer."""
    return max(1, min(_BUFFER // (1 + size // rows), 2 * rows, _MOST_ROWS))


def parts(batch: list[Row], size: int) -> Iterable[list[Row]]:
    """Return what of a batch to join at a time: each row of one whose rows have grown.

    Joining takes several times the memory of the rows.
    """
    return [batch] if size < FULL else ([row] for row in batch)


class Joiner:
    """Turns batches of rows into bytes of the file.

    ``between`` stands before every row but the first this joiner sees, ``row_end`` in place of
    COPY's newline.
    """

    def __init__(self, row_end: bytes, between: bytes) -> None:
        self._between = between
        self._end = row_end
        self._plain = row_end == b"\n" and not between
        self._first = True

    def join(self, batch: list[Row]) -> bytes:
        """Return the rows with the ends that the format wants."""
        if self._plain:
            return b"".join(batch)
        rows = (self._end + self._between).join([row[:-1] for row in batch]) + self._end
        if self._first:
            self._first = False
            return rows
        return self._between + rows
