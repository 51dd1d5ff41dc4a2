"""How far a run has come."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_EVERY: Final = 5.0  # seconds between two reports


@dataclass(frozen=True)
class Progress:
    """A moment of a run that is reading.

    Attributes:
        rows: Rows of the file so far.
        bytes: Bytes of the file so far, compressed where it is an archive.
        seconds: Since reading began.
        done: The part that is done, 0 to 1; None when nobody can say.
    """

    rows: int
    bytes: int
    seconds: float
    done: float | None = None

    @property
    def seconds_left(self) -> float | None:
        """Return how long the rest takes at the rate so far; None when nobody can say."""
        if not self.done or self.seconds <= 0:
            return None
        return self.seconds * (1 - self.done) / self.done

    def __str__(self) -> str:
        """Render as a line of the log: ``1 200 000 rows, 340.1 MB, 210 000 rows/s, 62 %``."""
        rate = self.rows / self.seconds if self.seconds > 0 else 0.0
        text = f"{self.rows:,} rows, {self.bytes / 1e6:,.1f} MB, {rate:,.0f} rows/s"
        if self.seconds_left is None or self.done is None:
            return text
        return f"{text}, {self.done:.0%}, about {self.seconds_left:,.0f} s left"


class Ticker:
    """Reports progress every few seconds to somebody who wants to know.

    ``expected_rows`` is an estimate; what is done is never said to be all before the end.
    """

    def __init__(
        self, report: Callable[[Progress], object] | None, *, every: float = _EVERY
    ) -> None:
        self._report = report
        self._every = every
        self._began = time.monotonic()
        self._next = self._began + every
        self.expected_rows: float | None = None

    def tick(self, rows: int, size: int, done: float | None = None) -> None:
        """Say how far it is; reported when the time has come."""
        now = time.monotonic()
        if self._report is None or now < self._next:
            return
        self._next = now + self._every
        if done is None and self.expected_rows:
            done = min(rows / self.expected_rows, 0.99)
        self._report(Progress(rows, size, now - self._began, done))
