"""How far a run is, told to whoever looks at it while it goes on."""

import logging
import time
from collections.abc import Callable
from typing import Final, Protocol

from antavo_export.pipeline.progress import Progress

log = logging.getLogger(__name__)

PROGRESS: Final = "progress"
_EVERY: Final = 5.0  # seconds: each report is a call to the API server


class Pushing(Protocol):
    """The part of a task instance that is needed here."""

    def xcom_push(self, key: str, value: object) -> None:
        """Keep ``value`` with the run."""


class ProgressReport:
    """Writes progress to the task's log, and now and then to where the page finds it.

    Args:
        task: The running task; its XCom ``progress`` holds the latest report until the next try.
        clock: Seconds that never run backwards.
    """

    def __init__(self, task: Pushing, clock: Callable[[], float] = time.monotonic) -> None:
        self._task = task
        self._clock = clock
        self._next = 0.0

    def __call__(self, progress: Progress) -> None:
        """Report ``progress``; a page that cannot be told never stops a run."""
        log.info("%s", progress)
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _EVERY
        try:
            self._task.xcom_push(key=PROGRESS, value=progress.as_dict())
        except Exception:
            log.warning("the progress could not be shown", exc_info=True)
