"""How far a run has come."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

_EVERY: Final = 3.0  # seconds between two reports


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
    def rows_per_second(self) -> float:
        """Return the rate so far."""
        return self.rows / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Return how long the rest takes at the rate so far; None when nobody can say."""
        return self.seconds * (1 - self.done) / self.done if self.done else None

    def as_dict(self) -> dict[str, Any]:
        """Return the four facts as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the progress that `as_dict` turned into ``data``."""
        return cls(data["rows"], data["bytes"], data["seconds"], data["done"])

    def __str__(self) -> str:
        """Render as a line of the log: ``1,200,000 rows, 340.1 MB, 210,000 rows/s, 62 %``."""
        text = f"{self.rows:,} rows, {self.bytes / 1e6:,.1f} MB, {self.rows_per_second:,.0f} rows/s"
        if self.done is None or self.seconds_left is None:
            return text
        return f"{text}, {self.done:.0%}, about {self.seconds_left:,.0f} s left"


class Ticker:
    """Passes progress on every few seconds.

    Args:
        report: Somebody who wants to know, if there is anybody.
        note: Where the latest progress is kept for others to look at.
        every: Seconds between two reports.
    """

    def __init__(
        self,
        report: Callable[[Progress], object] | None,
        note: Callable[[Progress], object],
        *,
        every: float = _EVERY,
    ) -> None:
        self._told = [told for told in (note, report) if told is not None]
        self._every = every
        self._began = time.monotonic()
        self._next = self._began + every

    def tick(self, rows: int, size: int, done: float | None) -> None:
        """Say how far it is; passed on when the time has come."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._every
        for tell in self._told:
            tell(Progress(rows, size, round(now - self._began, 3), done))
