"""Memory shared with a reader process: what it writes there is hashed and stored from there.

A reader has a fixed number of slots, so memory does not grow with rows: a reader whose turn has
not come waits when its slots are full, and the server waits with it.
"""

import mmap
import os
from typing import Final

SLOT: Final = 1 << 18  # bytes
SLOTS: Final = 10


class Slots:
    """The slots of one reader; every process that has the descriptor sees the same bytes."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._view = memoryview(mmap.mmap(descriptor, SLOT * SLOTS))

    @classmethod
    def create(cls) -> "Slots":
        """Return new slots in memory that has no name."""
        descriptor = os.memfd_create("antavo-export")
        os.truncate(descriptor, SLOT * SLOTS)
        return cls(descriptor)

    def slot(self, number: int, size: int = SLOT) -> memoryview:
        """Return the first ``size`` bytes of a slot."""
        start = number * SLOT
        return self._view[start : start + size]

    def close(self) -> None:
        """Give the memory back, as soon as nobody holds a view of a slot any more."""
        os.close(self.descriptor)
