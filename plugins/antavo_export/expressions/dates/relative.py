"""The relative terms: numbers of units, ordinals, weekdays, ``ago``."""

from dataclasses import replace
from re import Match
from typing import Final

from antavo_export.expressions.dates import words
from antavo_export.expressions.dates.patterns import BLANK, MAYBE_BLANK, any_of
from antavo_export.expressions.dates.reading import DayOfMonth, Reading, WeekdayRule
from antavo_export.expressions.dates.rule import Rule, Start

_MONDAY: Final = 1


def _weekday_of_month(reading: Reading, match: Match[str]) -> Reading:
    ordinal = match["ordinal"].lower()
    count = words.ORDINALS[ordinal]
    start = DayOfMonth.FIRST if count > 0 else DayOfMonth.LAST
    counting = replace(reading, day_of_month=start, workdays=None).at_midnight()
    same_day_counts = count > 0 or ordinal == "this"
    rule = WeekdayRule.SAME_OR_LATER if same_day_counts else WeekdayRule.LATER
    return _to_weekday(counting, match["unit"], count, rule)


def _to_weekday(reading: Reading, name: str, count: int, rule: WeekdayRule) -> Reading:
    weeks = count - 1 if count > 0 else count
    weekday = words.WEEKDAYS[name.lower()]
    moved = replace(reading, weekday=weekday, weekday_rule=rule, moves_to_weekday=True)
    return moved.shifted("days", 7 * weeks)


def _weekday(reading: Reading, match: Match[str]) -> Reading:
    rule = WeekdayRule.SAME_OR_LATER
    if reading.weekday_rule is WeekdayRule.OF_ISO_WEEK:
        rule = WeekdayRule.OF_ISO_WEEK
    weekday = words.WEEKDAYS.get(match[0].lower(), _MONDAY)
    moved = replace(reading, weekday=weekday, weekday_rule=rule, moves_to_weekday=True)
    return moved.at_midnight()


def _ago(reading: Reading, _match: Match[str]) -> Reading:
    """Turn round every shift said before."""
    workdays = None if reading.workdays is None else -reading.workdays
    weekday = -reading.weekday or -7
    return replace(reading, shift=reading.shift.reversed(), weekday=weekday, workdays=workdays)


def _ordinal_week(reading: Reading, match: Match[str]) -> Reading:
    count = words.ORDINALS[match["ordinal"].lower()]
    moved = replace(
        reading.shifted("days", 7 * count),
        weekday_rule=WeekdayRule.OF_ISO_WEEK,
        moves_to_weekday=True,
    )
    return moved if reading.moves_to_weekday else replace(moved, weekday=_MONDAY)


def _ordinal_unit(reading: Reading, match: Match[str]) -> Reading:
    ordinal = match["ordinal"].lower()
    count = words.ORDINALS[ordinal]
    if match["unit"].lower() in words.UNITS:
        return _shift(reading, match["unit"], count)
    rule = WeekdayRule.SAME_OR_LATER if ordinal == "this" else WeekdayRule.LATER
    return _to_day(reading.at_midnight(), match["unit"], count, rule)


def _number_of_units(reading: Reading, match: Match[str]) -> Reading:
    sign = -1 if match["signs"].count("-") % 2 else 1
    count = sign * int(match["number"])
    if match["unit"].lower() in words.UNITS:
        return _shift(reading, match["unit"], count)
    return _to_day(reading, match["unit"], count, WeekdayRule.SAME_OR_LATER)


def _shift(reading: Reading, name: str, count: int) -> Reading:
    unit = words.UNITS[name.lower()]
    return reading.shifted(unit.part, unit.amount * count)


def _to_day(reading: Reading, name: str, count: int, rule: WeekdayRule) -> Reading:
    if name.lower() in words.WORKDAYS:
        return replace(reading, workdays=count, day_of_month=None)
    return _to_weekday(reading, name, count, rule)


_ORDINAL: Final = f"(?P<ordinal>{any_of(words.ORDINALS)})"
_DIRECTION: Final = f"(?P<ordinal>{any_of(words.DIRECTION_WORDS)})"
_DAY_NAME: Final = any_of((*words.WEEKDAYS, *words.WORKDAYS))

RULES: Final = (
    Rule(
        Start.LETTER,
        f"{_ORDINAL}{BLANK}(?P<unit>{any_of(words.WEEKDAYS)}){BLANK}of",
        _weekday_of_month,
    ),
    Rule(Start.LETTER, "ago", _ago),
    Rule(Start.LETTER, _DAY_NAME, _weekday),
    Rule(Start.LETTER, f"{_DIRECTION}{BLANK}week", _ordinal_week),
    Rule(
        Start.LETTER,
        f"{_ORDINAL}{BLANK}(?P<unit>{any_of(words.ORDINAL_UNITS)}|{_DAY_NAME})",
        _ordinal_unit,
    ),
    Rule(
        Start.SIGN | Start.BLANK | Start.DIGIT,
        rf"(?P<signs>[+-]*)[ \t]*(?P<number>[0-9]{{1,13}}){MAYBE_BLANK}"
        f"(?P<unit>{any_of(words.UNITS)}|{_DAY_NAME})",
        _number_of_units,
    ),
)
