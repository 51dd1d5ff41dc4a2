"""A rule of the grammar: how a term is spelt and what it adds to the reading."""

from collections.abc import Callable
from enum import Flag, auto
from re import Match
from typing import Final, NamedTuple, TypeAlias

from antavo_export.expressions.dates.errors import Refusal
from antavo_export.expressions.dates.reading import Reading
from antavo_export.expressions.dates.words import ROMAN_MONTHS, SHORT_MONTHS

Action: TypeAlias = Callable[[Reading, Match[str]], Reading]
"""Returns the reading with the matched term added, or raises `Refusal`."""


class Start(Flag):
    """What a term can begin with; it spares compiling the rules that cannot apply.

    Half of the rules begin with a month, and few expressions do.
    """

    MONTH = auto()
    OTHER_LETTER = auto()
    LETTER = MONTH | OTHER_LETTER
    DIGIT = auto()
    SIGN = auto()
    BLANK = auto()
    OTHER = auto()

    @classmethod
    def at(cls, text: str, place: int) -> "Start":
        """Return what begins at a place of a text."""
        character = text[place]
        if character.isdigit():
            return cls.DIGIT
        if not character.isalpha():
            return _KINDS.get(character, cls.OTHER)
        named = text[place : place + 3].lower() in SHORT_MONTHS
        return cls.MONTH if named or character in ROMAN_MONTHS else cls.OTHER_LETTER


_KINDS: Final = {"+": Start.SIGN, "-": Start.SIGN, " ": Start.BLANK, "\t": Start.BLANK}


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
