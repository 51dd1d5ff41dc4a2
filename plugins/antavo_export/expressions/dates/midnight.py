"""Where a day begins, in zones that skip or repeat midnight too."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, tzinfo


def beginning_of(day: date, zone: tzinfo) -> datetime:
    """Return the first instant of a day in a zone.

    That is the earlier of two midnights where the clocks repeat it, and the instant of the change
    where they skip it.
    """
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    shown = midnight.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None) == midnight.replace(tzinfo=None):
        return shown
    return _end_of_gap(midnight).astimezone(zone)


def _end_of_gap(skipped: datetime) -> datetime:
    """Return the instant at which the clocks jump over a wall-clock time."""
    after = skipped.replace(fold=1).astimezone(UTC)
    before = skipped.replace(fold=0).astimezone(UTC)

    def jumped(second: int) -> bool:
        there = (after + timedelta(seconds=second)).astimezone(skipped.tzinfo)
        return there.replace(tzinfo=None) > skipped.replace(tzinfo=None)

    seconds = range(int((before - after).total_seconds()) + 1)
    return after + timedelta(seconds=bisect_left(seconds, 1, key=jumped))
