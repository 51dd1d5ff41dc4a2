"""What a reader process and its parent say to each other: one JSON object per line.

To the reader: its `Assignment` once, then ``{"read": <SQL>}`` and ``{"free": <slot>}``. From the
reader: ``{"ready": <server>}`` once, then ``{"slot": n, "size": bytes}`` and, after the last of a
range, ``{"end": <rows>}``; or ``{"error": [sqlstate, message]}`` and no more.
"""

import json
from collections.abc import Iterator
from typing import Any

Message = dict[str, Any]


def line(message: Message) -> bytes:
    """Return the message as it is sent."""
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"


class Lines:
    """Puts messages together from what arrives in parts."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that are complete with ``data``."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        for each in whole:
            yield json.loads(each)
