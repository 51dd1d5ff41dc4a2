"""A rule of the grammar: how a term is spelt and what it adds to the reading."""

from collections.abc import Callable
from enum import Flag, auto
from re import Match
from typing import NamedTuple, TypeAlias

from antavo_export.expressions.dates.errors import Refusal
from antavo_export.expressions.dates.reading import Reading

Action: TypeAlias = Callable[[Reading, Match[str]], Reading]
"""Returns the reading with the matched term added, or raises `Refusal`."""


class Start(Flag):
    """What a term can begin with; it spares compiling the rules that cannot apply."""

    LETTER = auto()
    DIGIT = auto()
    SIGN = auto()
    BLANK = auto()
    OTHER = auto()

    @classmethod
    def of(cls, character: str) -> "Start":
        """Return the kind of a character."""
        if character.isalpha():
            return cls.LETTER
        if character.isdigit():
            return cls.DIGIT
        return _KINDS.get(character, cls.OTHER)


_KINDS = {"+": Start.SIGN, "-": Start.SIGN, " ": Start.BLANK, "\t": Start.BLANK}


class Rule(NamedTuple):
    """One row of the grammar; ``spelling`` is a regular expression, matched ignoring case."""

    starts: Start
    spelling: str
    action: Action


def refuse(reason: str) -> Action:
    """Return an action for a term that is known, yet must not be taken."""

    def action(_reading: Reading, _match: Match[str]) -> Reading:
        raise Refusal(reason)

    return action


def skip(reading: Reading, _match: Match[str]) -> Reading:
    """Leave the reading as it is: the action of what only separates terms."""
    return reading
