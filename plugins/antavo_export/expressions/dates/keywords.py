"""Terms that fix something outright: a day, a time of day, an epoch second, an end of the month."""

from dataclasses import replace
from re import Match
from typing import Final

from antavo_export.expressions.dates.patterns import HALF_OF_DAY, HOUR_24, MAYBE_BLANK
from antavo_export.expressions.dates.reading import Anchor, Clock, Reading
from antavo_export.expressions.dates.rule import Rule, Start, refuse
from antavo_export.expressions.dates.stated import on_24_hour_clock

_NOON: Final = Clock(12)


def _now(reading: Reading, _match: Match[str]) -> Reading:
    return replace(reading, states_time=True)


def _today(reading: Reading, _match: Match[str]) -> Reading:
    return reading.at_midnight()


def _noon(reading: Reading, _match: Match[str]) -> Reading:
    return reading.at_midnight().with_clock(_NOON)


def _tomorrow(reading: Reading, _match: Match[str]) -> Reading:
    return _on_day(reading, 1)


def _yesterday(reading: Reading, _match: Match[str]) -> Reading:
    return _on_day(reading, -1)


def _on_day(reading: Reading, days: int) -> Reading:
    """Days said before are forgotten, days said later are added: PHP assigns here."""
    return replace(reading.at_midnight(), shift=replace(reading.shift, days=days))


def _epoch(reading: Reading, match: Match[str]) -> Reading:
    """Count from 1970 in UTC."""
    from_1970 = replace(reading, year=1970, month=1, day=1, has_date=False).at_midnight()
    return from_1970.with_zone(0).shifted("seconds", int(match["epoch"]))


def _end_of_month(reading: Reading, match: Match[str]) -> Reading:
    return replace(reading, anchor=Anchor(match[0].lower()))


def _quarter_past(reading: Reading, match: Match[str]) -> Reading:
    return _beside_hour(reading, int(match["hour"]), 15, match["half"])


def _quarter_to(reading: Reading, match: Match[str]) -> Reading:
    return _beside_hour(reading, int(match["hour"]) - 1, 45, match["half"])


def _beside_hour(reading: Reading, hour: int, minute: int, half: str | None) -> Reading:
    clock = Clock(on_24_hour_clock(hour, half), minute)
    return reading.at_midnight().with_clock(clock)


_HOUR: Final = f"(?P<hour>{HOUR_24})(?:{MAYBE_BLANK}{HALF_OF_DAY})?"

# PHP contradicts its own manual here; so nobody can know what was meant.
_CAPITAL: Final = "begins with a capital, which PHP takes for 'front of'; write 'back of'"
_TWELVE: Final = "is twelve hours off in PHP; write 11:45 or 23:45"

RULES: Final = (
    Rule(Start.LETTER, "now", _now),
    Rule(Start.LETTER, "today|midnight", _today),
    Rule(Start.LETTER, "noon", _noon),
    Rule(Start.LETTER, "tomorrow", _tomorrow),
    Rule(Start.LETTER, "yesterday", _yesterday),
    Rule(Start.OTHER, r"@(?P<epoch>-?[0-9]+)", _epoch),
    Rule(Start.OTHER, r"@-?[0-9]+\.[0-9]{0,6}", refuse("needs whole seconds")),
    Rule(Start.LETTER, "(?:first|last) day of", _end_of_month),
    Rule(Start.LETTER, f"(?-i:B)ack of {_HOUR}", refuse(_CAPITAL)),
    Rule(Start.LETTER, f"front of 12{MAYBE_BLANK}{HALF_OF_DAY}", refuse(_TWELVE)),
    Rule(Start.LETTER, f"back of {_HOUR}", _quarter_past),
    Rule(Start.LETTER, f"front of {_HOUR}", _quarter_to),
)
