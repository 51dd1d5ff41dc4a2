"""The proleptic Gregorian calendar for any year, and for months and days out of their range.

``datetime`` ends at the year 9999, but what is on the way to a result may lie beyond it.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

_DAYS_PER_CYCLE: Final = 146_097
_YEARS_PER_CYCLE: Final = 400
_CYCLE_START: Final = date(2000, 1, 1)
_EPOCH: Final = date(1970, 1, 1)
_THURSDAY: Final = 4


class Day(NamedTuple):
    """A calendar day; month 13 is the January after, day 0 the last day of the month before."""

    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """Days since 1970-01-01."""
        years, month = divmod(self.month - 1, 12)
        cycles, year = divmod(self.year + years - _CYCLE_START.year, _YEARS_PER_CYCLE)
        first = date(_CYCLE_START.year + year, month + 1, 1)
        return (first - _EPOCH).days + cycles * _DAYS_PER_CYCLE + self.day - 1

    @property
    def weekday(self) -> int:
        """0 is Sunday, 6 Saturday."""
        return (self.number + _THURSDAY) % 7

    def plus(self, days: int) -> "Day":
        """Return the day that many days later, with month and day in their range."""
        number = self.number + days - (_CYCLE_START - _EPOCH).days
        cycles, rest = divmod(number, _DAYS_PER_CYCLE)
        day = _CYCLE_START + timedelta(days=rest)
        return Day(day.year + cycles * _YEARS_PER_CYCLE, day.month, day.day)


def days_to_iso_week(year: int, week: int, weekday: int) -> int:
    """Return the days from January 1st to a day of an ISO 8601 week; Monday is 1, Sunday 7 or 0.

    A weekday of 0 is the Sunday before the week, as in PHP.
    """
    new_year = Day(year, 1, 1).weekday
    to_week_one = 7 - new_year if new_year > _THURSDAY else -new_year
    return to_week_one + 7 * (week - 1) + weekday
