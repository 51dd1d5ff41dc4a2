"""Range requests, so that a broken download can go on (RFC 9110, section 14)."""

import re
from typing import Final

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")  # no file is longer


class UnsatisfiableRangeError(ValueError):
    """The file has no such bytes."""


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that a ``Range`` header asks for, or None for the whole file.

    A header that is no single range of bytes is ignored, as the RFC allows.

    Raises:
        UnsatisfiableRangeError: when the range starts behind the end.
    """
    match = _RANGE.fullmatch(header or "")
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start > end or start >= size:
        raise UnsatisfiableRangeError(header)
    return start, end
