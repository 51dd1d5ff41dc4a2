"""The files of finished runs: whether they are still there, and handing them out."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from antavo_export.errors import FileGoneError
from antavo_export.orchestration.settings import settings
from antavo_export.orchestration.stores import open_store

_CHUNK: Final = 1024 * 1024  # bytes


def is_stored(receipt: Mapping[str, Any]) -> bool:
    """Return whether the file of the receipt can still be downloaded."""
    try:
        with open_store(settings().store).open(receipt["uri"]):
            return True
    except FileGoneError:
        return False


def kept_until(receipt: Mapping[str, Any], days: float | None) -> datetime | None:
    """Return when the file grows too old for the store or, after ``days``, for its export.

    It may go earlier, where their retention also counts files or bytes. None: age does not matter.
    """
    limits = [limit for limit in (settings().retention.days, days) if limit is not None]
    if not limits:
        return None
    made = datetime.fromisoformat(receipt["started_at"])
    return made + timedelta(seconds=receipt["seconds"]["total"]) + timedelta(days=min(limits))


def stored_bytes(receipt: Mapping[str, Any], first: int, last: int) -> Iterator[bytes]:
    """Yield the bytes ``first`` to ``last``, both included, of the receipt's file.

    Raises:
        FileGoneError: retention has removed the file.
    """
    with open_store(settings().store).open(receipt["uri"]) as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
