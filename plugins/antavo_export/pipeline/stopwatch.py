"""How long each stage of a run takes."""

import time


class StopWatch:
    """Seconds of each stage, from one `lap` to the next."""

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Say that ``stage`` has just ended."""
        now = time.monotonic()
        self._laps[stage] = round(now - self._last, 3)
        self._last = now

    @property
    def seconds(self) -> dict[str, float]:
        """Return the stages in order, then ``total``."""
        return {**self._laps, "total": round(self._last - self._began, 3)}
