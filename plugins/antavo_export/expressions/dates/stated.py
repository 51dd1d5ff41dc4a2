"""What dates, times of day and zones add to a reading, however they are spelt.

A spelling names its parts (year, month, day, hour, ...); the functions here read whatever is named.
"""

import re
from dataclasses import replace
from re import Match
from typing import Final, NoReturn

from antavo_export.expressions.dates.civil import days_to_iso_week
from antavo_export.expressions.dates.errors import Refusal
from antavo_export.expressions.dates.reading import Clock, Reading
from antavo_export.expressions.dates.words import MONTHS, ROMAN_MONTHS, VOCABULARY
from antavo_export.expressions.dates.zones import offset_of

_MONTH_NUMBERS: Final = MONTHS | {name.lower(): month for name, month in ROMAN_MONTHS.items()}
_NOON: Final = 12
_SHORT_YEAR: Final = 100
_FIRST_SHORT_YEAR_OF_1900S: Final = 70
_YEAR_DIGITS: Final = 4
_NEXT_WORD: Final = re.compile(r"[ \t]*(?P<word>[A-Za-z]+)")


def clock(reading: Reading, match: Match[str]) -> Reading:
    """Take a time of day."""
    said = match.groupdict()
    hour = on_24_hour_clock(int(said["hour"]), said.get("half"))
    return reading.with_clock(
        Clock(hour, int(said.get("minute") or 0), int(said.get("second") or 0))
    )


def on_24_hour_clock(hour: int, half: str | None) -> int:
    """Return the hour counted from midnight; ``half`` is ``a`` (am), ``p`` (pm) or None."""
    if half is None:
        return hour
    if half.lower() == "a":
        return 0 if hour == _NOON else hour
    return hour if hour == _NOON else hour + _NOON


def four_digits(reading: Reading, match: Match[str]) -> Reading:
    """Take hour and minute, or the year where a time of day was said before ("10:00 2027")."""
    if reading.clocks == 1:
        return replace(reading, year=int(match["hour"] + match["minute"]), clocks=2)
    return clock(reading, match)


def date(reading: Reading, match: Match[str]) -> Reading:
    """Take the named parts; a part without a name stays what it was, an unmatched one is unsaid."""
    said = match.groupdict()
    year = _year(said["year"]) if "year" in said else reading.year
    day = _number(said["day"]) if "day" in said else reading.day
    return reading.with_date(year=year, month=_month(said), day=day)


def first_of_month(reading: Reading, match: Match[str]) -> Reading:
    """Take year and month; the day is the 1st."""
    return replace(date(reading, match), day=1)


def day_of_year(reading: Reading, match: Match[str]) -> Reading:
    """Take year and ordinal day (ISO 8601 ``2026-031``)."""
    return reading.with_date(year=int(match["year"]), month=1, day=int(match["day"]))


def iso_week(reading: Reading, match: Match[str]) -> Reading:
    """Take a day of an ISO 8601 week; days said before are forgotten: PHP assigns here."""
    weekday = int(match.groupdict().get("weekday") or 1)
    year = int(match["year"])
    days = days_to_iso_week(year, int(match["week"]), weekday)
    dated = reading.with_date(year=year, month=1, day=1)
    return replace(dated, shift=replace(dated.shift, days=days))


def date_and_clock(reading: Reading, match: Match[str]) -> Reading:
    """Take both, and the zone where there is one."""
    timed = date(clock(reading, match), match)
    zone = match.groupdict().get("zone")
    return timed.with_zone(offset_of(zone)) if zone else timed


def year_only(reading: Reading, match: Match[str]) -> Reading:
    """Take the year; day, month and time of day stay undecided."""
    return replace(reading, year=int(match["year"]))


def zone(reading: Reading, match: Match[str]) -> Reading:
    """Take a zone.

    A sign and digits are one only after a time of day. ``-7 dyas`` would be one to PHP, which
    takes ``-7`` for a zone and then ignores the second zone, ``dyas``.

    Raises:
        Refusal: that, an unknown name, or a second zone.
    """
    said = match["zone"]
    if not reading.clocks and said[0] in "+-" and ":" not in said:
        _refuse_number_without_unit(match)
    return reading.with_zone(offset_of(said))


def _refuse_number_without_unit(match: Match[str]) -> NoReturn:
    following = _NEXT_WORD.match(match.string, match.end())
    if following and following["word"].lower() not in VOCABULARY:
        raise Refusal("", place=following.start("word"))
    raise Refusal(f"has no unit; write '{match['zone']} days', or an offset such as +02:00")


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _year(text: str | None) -> int | None:
    """Complete a short year: 70 to 99 are of the 1900s, 0 to 69 of the 2000s."""
    if text is None:
        return None
    year = int(text)
    if len(text.lstrip("+-")) >= _YEAR_DIGITS or year >= _SHORT_YEAR:
        return year
    return year + (2000 if year < _FIRST_SHORT_YEAR_OF_1900S else 1900)


def _month(said: dict[str, str | None]) -> int | None:
    name = said.get("month_name")
    return _MONTH_NUMBERS[name.lower()] if name else _number(said.get("month"))
