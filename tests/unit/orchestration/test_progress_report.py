"""What is told about a run while it goes on."""

import pytest

from antavo_export.orchestration.progress_report import ProgressReport
from antavo_export.pipeline.progress import Progress

SOME = Progress(rows=100, bytes=2000, seconds=3.0, done=0.5)
MORE = Progress(rows=200, bytes=4000, seconds=6.0, done=0.9)


class Task:
    """A task instance that remembers what was pushed."""

    def __init__(self) -> None:
        self.pushed: list[tuple[str, object]] = []

    def xcom_push(self, key: str, value: object) -> None:
        self.pushed.append((key, value))


class DeafTask:
    """A task instance whose API server does not answer."""

    def xcom_push(self, key: str, value: object) -> None:
        raise ConnectionError(f"{key}={value}")


def test_progress_is_shown_at_most_every_five_seconds() -> None:
    task, now = Task(), 100.0
    report = ProgressReport(task, clock=lambda: now)

    report(SOME)
    now = 104.9
    report(MORE)
    assert task.pushed == [("progress", SOME.as_dict())]

    now = 105.0
    report(MORE)
    assert task.pushed[1:] == [("progress", MORE.as_dict())]


def test_a_page_that_cannot_be_told_does_not_stop_the_run(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ProgressReport(DeafTask())(SOME)

    assert "could not be shown" in caplog.text
