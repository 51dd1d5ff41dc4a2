"""Handing out a table's pages in order, in ranges that give about the same number of bytes."""

from collections import deque
from typing import Final

from antavo_export.sql.statement import PageRange

_BYTES: Final = 2 << 20  # of output per range: a fraction of a reader's buffer, see `buffers`
_FIRST: Final = 256  # pages of the first ranges, before anything is known
_FEWEST: Final = 16
_MOST: Final = 1 << 16


class Ranges:
    """The ranges of a table of ``pages`` pages, numbered from 0.

    The table may have grown since its pages were counted; the snapshot shows nothing of that but
    rows whose newest version moved to the new pages, so the last range has no end.
    """

    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._next = 0
        self._size = _FIRST
        self._ended = False
        self._sizes: deque[int] = deque()
        self._done = 0

    @property
    def done(self) -> float:
        """Return the part of the table whose rows are in the file."""
        return min(self._done / max(self._pages, 1), 1.0)

    def take(self) -> PageRange | None:
        """Return the next range, None when all are taken."""
        if self._ended:
            return None
        first, self._next = self._next, self._next + self._size
        self._ended = self._next >= self._pages
        self._sizes.append(min(self._next, self._pages) - first)
        return PageRange(first, None if self._ended else self._next)

    def finished(self, size: int) -> None:
        """Note that the earliest range not yet finished gave ``size`` bytes."""
        pages = self._sizes.popleft()
        self._done += pages
        per_page = max(size / max(pages, 1), 1)
        wanted = int(_BYTES / per_page)
        self._size = max(_FEWEST, min(wanted, 2 * self._size, _MOST))
