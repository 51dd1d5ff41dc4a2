"""What an expression says, free of any moment: the terms add to a `Reading` one after another.

The parts and their interplay are those of PHP's parser: an absolute date and time of day, of which
anything unsaid is later taken from the moment; a shift; a weekday to move to; an anchor in the
month. The order of the terms matters exactly where a method below overwrites instead of adding.
"""

from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from typing import Self

from antavo_export.expressions.dates.errors import Refusal


class WeekdayRule(IntEnum):
    """Which day a weekday's name moves to; the numbers take part in the arithmetic."""

    LATER = 0
    """The next such day; never the day itself ("next friday")."""
    SAME_OR_LATER = 1
    """The day itself if it is one ("friday")."""
    OF_ISO_WEEK = 2
    """The one between Monday and Sunday of the week ("friday this week")."""


class Anchor(Enum):
    """An end of the month, applied last of all."""

    FIRST_DAY = "first day of"
    LAST_DAY = "last day of"


class DayOfMonth(Enum):
    """Where in the month the counting of weekdays starts."""

    FIRST = "first ... of"
    LAST = "last ... of"


@dataclass(frozen=True)
class Clock:
    """A time of day as written; 24:00 and second 60 are carried over when it is evaluated."""

    hour: int = 0
    minute: int = 0
    second: int = 0


MIDNIGHT = Clock()


@dataclass(frozen=True)
class Shift:
    """How far to move on the calendar and the wall clock."""

    years: int = 0
    months: int = 0
    days: int = 0
    seconds: int = 0

    def reversed(self) -> "Shift":
        """Return the same distance the other way."""
        return Shift(-self.years, -self.months, -self.days, -self.seconds)


@dataclass(frozen=True)
class Reading:
    """Everything said so far; ``None`` is what the moment decides."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    has_date: bool = False

    clock: Clock | None = None
    clocks: int = 0
    """Times of day said so far; the day's reset by ``today`` and the like starts again at 0."""

    zone: int | None = None
    """Seconds east of UTC that date and clock are meant in."""

    shift: Shift = Shift()
    weekday: int = 0
    """0 is Sunday; negative counts backwards (``ago``)."""
    weekday_rule: WeekdayRule = WeekdayRule.LATER
    moves_to_weekday: bool = False
    workdays: int | None = None
    day_of_month: DayOfMonth | None = None
    anchor: Anchor | None = None

    states_time: bool = False

    def with_date(self, *, year: int | None, month: int | None, day: int | None) -> Self:
        """Return this with a calendar date.

        Raises:
            Refusal: a date was already said.
        """
        if self.has_date:
            raise Refusal("states a second date; say one")
        return replace(self, year=year, month=month, day=day, has_date=True)

    def with_clock(self, clock: Clock) -> Self:
        """Return this with a time of day.

        Raises:
            Refusal: a time of day was already said.
        """
        if self.clocks:
            raise Refusal("states a second time of day; say one")
        return replace(self, clock=clock, clocks=1, states_time=True)

    def at_midnight(self) -> Self:
        """Return this without any time of day said before, at 00:00:00."""
        return replace(self, clock=MIDNIGHT, clocks=0)

    def with_zone(self, offset: int) -> Self:
        """Return this meant in the zone ``offset`` seconds east of UTC: an exact time, then.

        Raises:
            Refusal: a zone was already said.
        """
        if self.zone is not None:
            raise Refusal("states a second time zone; say one")
        return replace(self, zone=offset, states_time=True)

    def shifted(self, part: str, amount: int) -> Self:
        """Return this moved further by ``amount`` of a part of `Shift`."""
        moved = replace(self.shift, **{part: getattr(self.shift, part) + amount})
        return replace(self, shift=moved, states_time=self.states_time or part == "seconds")
