"""When exports ought to fire, found by walking the calendar: no arithmetic with time zones.

The clocks of a zone are watched every quarter of an hour, and the wall times they show are written
down. A time that was never shown is counted on from the last one before it that was.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
FIRST = datetime(2027, 1, 1, tzinfo=UTC)
LAST = datetime(2029, 1, 1, tzinfo=UTC)  # two years, the second one with a 29 February
ZONES = (
    "UTC",
    "Europe/Budapest",
    "Europe/Dublin",  # its winter time is the exception, not its summer time
    "America/New_York",
    "America/Santiago",  # skips midnight, in the other half of the year
    "Asia/Beirut",  # skips midnight
    "Africa/Casablanca",  # changes around Ramadan
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Chatham",  # 12:45 from UTC
    "Asia/Kathmandu",  # 5:45 from UTC, never changes
)

Calendar = tuple[date, ...]
Days = Callable[[Calendar], Iterable[date]]


@cache
def calendar() -> Calendar:
    """Return every day that begins within the two years anywhere, in order."""
    return tuple(FIRST.date() + timedelta(days=n) for n in range(-2, (LAST - FIRST).days + 2))


def every_day(days: Calendar) -> Iterable[date]:
    return days


def weekdays(*names: str) -> Days:
    """Select days by their English abbreviations."""
    return lambda days: [day for day in days if f"{day:%a}".lower() in names]


def numbered(*numbers: int) -> Days:
    """Select days by their number in the month."""
    return lambda days: [day for day in days if day.day in numbers]


def last_of_month(days: Calendar) -> Iterable[date]:
    return [day for day in days if (day + timedelta(days=1)).day == 1]


def last_business_day(*holidays: date) -> Days:
    """Select the last day of each month that is neither in a weekend nor a holiday."""

    def select(days: Calendar) -> Iterator[date]:
        for _, month in groupby(days, key=lambda day: (day.year, day.month)):
            yield [d for d in month if f"{d:%a}" not in {"Sat", "Sun"} and d not in holidays][-1]

    return select


def without(selection: Days, *holidays: date) -> Days:
    """Leave days out."""
    return lambda days: [day for day in selection(days) if day not in holidays]


def both(one: Days, other: Days) -> Days:
    """Select what either selects."""
    return lambda days: sorted({*one(days), *other(days)})


@cache
def _shown(zone: str) -> dict[datetime, datetime]:
    """Return for every wall time shown in ``zone`` the last instant it was shown at."""
    shown: dict[datetime, datetime] = {}
    moment = FIRST - timedelta(days=3)
    while moment < LAST + timedelta(days=3):
        shown[moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)] = moment
        moment += QUARTER
    return shown


def fires_at(wall: datetime, zone: str) -> datetime:
    """Return the instant for a wall time in ``zone``, a multiple of a quarter of an hour."""
    waited = timedelta()
    while wall not in _shown(zone):
        wall -= QUARTER
        waited += QUARTER
    return _shown(zone)[wall] + waited


def expected(selection: Days, times: Iterable[str], zone: str) -> list[datetime]:
    """Return every firing of the two years, in order."""
    clock = [time.fromisoformat(at) for at in times]
    walls = [datetime.combine(day, at) for day in selection(calendar()) for at in clock]
    return sorted({moment for wall in walls if FIRST < (moment := fires_at(wall, zone)) <= LAST})
