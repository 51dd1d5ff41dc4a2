"""The end of a task's log, as lines that a terminal can show."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

LINES: Final = 20


def end_of_log(entries: Sequence[Mapping[str, Any] | str]) -> str:
    """Return the last lines of a log that Airflow's REST API gave, exceptions included."""
    lines = [line for entry in entries for line in _lines(entry)]
    return "\n".join(lines[-LINES:]) or "(nothing)"


def _lines(entry: Mapping[str, Any] | str) -> Iterator[str]:
    if isinstance(entry, str):
        yield from entry.splitlines()
        return
    text = str(entry.get("event", ""))
    if text.startswith("::"):  # where the web interface folds
        return
    yield from f"{entry.get('level', '')} {text}".strip().splitlines()
    for raised in entry.get("error_detail") or ():
        yield f"{raised.get('exc_type')}: {raised.get('exc_value')}"
