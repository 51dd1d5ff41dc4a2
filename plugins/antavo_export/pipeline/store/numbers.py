"""Numbers that are given once: 1, 2, 3, ... in each series, the same to whoever asks again.

A number is taken by creating a slip that bears it and its holder's name, in one step that fails
when the slip exists. Nobody ever waits for anybody, and a process killed at any instant leaves no
gap: holders walk upwards over the slips of others to the first free one. A holder notes where it
sets out before it takes anything, so that it finds its own slip when it comes back; and it reads
that note after it has read how far the series has got, so that two processes of the same holder
meet at the same slip.
"""

from itertools import count
from typing import Protocol

from antavo_export.pipeline.store.names import folder_name


class Slips(Protocol):
    """Small texts under plain names, kept for ever."""

    def read(self, name: str) -> str | None:
        """Return a text, None when there is none."""

    def write(self, name: str, text: str) -> None:
        """Keep a text, in place of what was there."""

    def create(self, name: str, text: str) -> bool:
        """Keep a text, whole from the first moment; return False when the name is taken."""


def number_of(slips: Slips, series: str, holder: str) -> int:
    """Return the number of ``holder`` in ``series``, counted from 1, given now or earlier."""
    name = folder_name(series)  # never has the character that follows it here
    note = f"{name}~of~{folder_name(holder)}"
    reached = _number(slips.read(f"{name}~latest"))
    start = _number(slips.read(note))
    if not start:
        start = reached + 1
        slips.write(note, str(start))
    for number in count(start):
        slip = f"{name}~{number}"
        if slips.create(slip, holder):
            slips.write(f"{name}~latest", str(number))
            return number
        if slips.read(slip) == holder:
            return number
    raise AssertionError  # numbers do not end


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
