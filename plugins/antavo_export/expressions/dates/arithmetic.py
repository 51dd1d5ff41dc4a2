"""From `Reading` and moment to instant.

All of it happens on the wall clock of the zone, hours, minutes and seconds included, and only the
last step asks which instant the clock shows the result at: ``-24 hours`` is ``-1 day`` even where
clocks change. The steps and their order are those of ``strtotime()`` in PHP 8.2.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from antavo_export.expressions.dates.civil import Day
from antavo_export.expressions.dates.reading import (
    MIDNIGHT,
    Anchor,
    Clock,
    DayOfMonth,
    Reading,
    WeekdayRule,
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_PER_DAY: Final = 86_400
_SATURDAY: Final = 6
_WORKDAYS: Final = 5


def instant_of(reading: Reading, moment: datetime, zone: tzinfo) -> datetime:
    """Return the instant that a reading means at a moment, in the zone, on a whole second.

    Raises:
        OverflowError, ValueError: the result lies outside the years 1 to 9999.
    """
    local = moment.astimezone(zone)
    late, seconds = divmod(_seconds(_clock(reading, local)), _SECONDS_PER_DAY)
    day = _at_weekday(reading, _start(reading, local).plus(late))
    late, seconds = divmod(seconds + reading.shift.seconds, _SECONDS_PER_DAY)
    day = _after_workdays(reading, _moved(reading, day).plus(late))
    wall = day.number * _SECONDS_PER_DAY + seconds
    return _instant(_epoch_of(wall, zone) if reading.zone is None else wall - reading.zone, zone)


def _clock(reading: Reading, local: datetime) -> Clock:
    if reading.has_date and not reading.clocks:
        return MIDNIGHT
    return reading.clock or Clock(local.hour, local.minute, local.second)


def _seconds(clock: Clock) -> int:
    return (clock.hour * 60 + clock.minute) * 60 + clock.second


def _start(reading: Reading, local: datetime) -> Day:
    """Return the day that the counting begins on."""
    day = Day(
        local.year if reading.year is None else reading.year,
        local.month if reading.month is None else reading.month,
        local.day if reading.day is None else reading.day,
    )
    if reading.day_of_month:
        after = 1 if reading.day_of_month is DayOfMonth.LAST else 0
        day = Day(day.year, day.month + reading.shift.months + after, 1)
    return _anchored(reading, day)


def _anchored(reading: Reading, day: Day) -> Day:
    if reading.anchor is Anchor.FIRST_DAY:
        return day._replace(day=1)
    if reading.anchor is Anchor.LAST_DAY:
        return day._replace(month=day.month + 1, day=0)
    return day


def _at_weekday(reading: Reading, day: Day) -> Day:
    if not reading.moves_to_weekday:
        return day
    if reading.weekday_rule is WeekdayRule.OF_ISO_WEEK:
        return day.plus(_to_day_of_week(reading.weekday, day.weekday))
    if reading.weekday < 0:
        return day.plus(-reading.weekday - day.weekday - 7)
    away = reading.weekday - day.weekday
    backwards = reading.shift.days < 0
    if (backwards and away < 0) or (not backwards and away <= -reading.weekday_rule):
        away += 7
    return day.plus(away)


def _to_day_of_week(weekday: int, today: int) -> int:
    """Return the days to a weekday of the same week, which runs from Monday to Sunday."""
    if today == 0 and weekday != 0:
        weekday -= 7
    if today != 0 and weekday == 0:
        weekday = 7
    return weekday - today


def _moved(reading: Reading, day: Day) -> Day:
    """Shift on the calendar; the anchor has the last word, so that shifted days are lost to it."""
    shift = reading.shift
    months = 0 if reading.day_of_month else shift.months
    moved = Day(day.year + shift.years, day.month + months, day.day + shift.days)
    return _anchored(reading, moved)


def _after_workdays(reading: Reading, day: Day) -> Day:
    if reading.workdays is None:
        return day
    return day.plus(_days_of_workdays(reading.workdays, day.weekday))


def _days_of_workdays(count: int, weekday: int) -> int:
    """Return how many days a number of workdays takes from a weekday on.

    Going back is going forth in a mirrored week, where Saturday and Sunday change places.
    """
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count), _WORKDAYS)
    place = weekday if count > 0 else _SATURDAY - weekday
    if rest == 0:
        weekend = {0: -2, _SATURDAY: -1}.get(place, 0)
    elif place == _SATURDAY:
        weekend = 1
    else:
        weekend = 2 if place + rest > _WORKDAYS else 0
    return step * (7 * weeks + rest + weekend)


def _epoch_of(wall: int, zone: tzinfo) -> int:
    """Return the epoch second of a wall-clock time, given in seconds as if it were UTC.

    A time that the clocks skip is read with the offset before the change (02:30 becomes 03:30).
    Which occurrence of a repeated time is meant depends on the zone: the later one east of UTC,
    the earlier one west of it. That is where PHP's search ends, and this is its search.
    """
    guess = wall - _offset(wall, zone)
    better = wall - _offset(guess, zone)
    if better < guess and _rules(better, zone) != _rules(guess, zone):
        return guess
    return better


def _offset(epoch: int, zone: tzinfo) -> int:
    offset = _instant(epoch, zone).utcoffset() or timedelta()
    return int(offset.total_seconds())


def _rules(epoch: int, zone: tzinfo) -> tuple[object, ...]:
    """Return what tells one period of a zone's clocks from the next."""
    there = _instant(epoch, zone)
    return there.utcoffset(), there.dst(), there.tzname()


def _instant(epoch: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(seconds=epoch)).astimezone(zone)
