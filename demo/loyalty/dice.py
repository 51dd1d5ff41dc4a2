"""Choices that look random and are the same on every machine and with every Python."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices for one subject; adding a subject leaves the others' choices alone.

    The standard library's generator promises equal numbers, but not equal choices, from one
    version of Python to the next: hence a hash of the seed, the subject and a counter.
    """

    def __init__(self, seed: int, subject: str) -> None:
        self._key = f"{seed}/{subject}/"
        self._count = 0

    def hexadecimal(self, digits: int) -> str:
        """Return a text of up to 32 hexadecimal digits."""
        self._count += 1
        return blake2b(f"{self._key}{self._count}".encode(), digest_size=16).hexdigest()[:digits]

    def fraction(self) -> float:
        """Return a number from 0 up to, and without, 1."""
        return int(self.hexadecimal(12), 16) / 16**12

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.fraction() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """Return whether something of that probability happened."""
        return self.fraction() < probability

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self.whole(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], most: int) -> list[T]:
        """Return up to ``most`` different choices in their order, perhaps none."""
        left = min(self.whole(0, most), len(choices))
        picked: list[T] = []
        for index, choice in enumerate(choices):
            if self.chance(left / (len(choices) - index)):
                picked.append(choice)
                left -= 1
        return picked

    def moment(self, start: datetime, end: datetime) -> datetime:
        """Return a moment from ``start`` up to ``end``, to the millisecond."""
        milliseconds = int((end - start) / timedelta(milliseconds=1) * self.fraction())
        return start + timedelta(milliseconds=milliseconds)
