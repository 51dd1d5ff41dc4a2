"""Periods as people give them on the command line: days, or moments, in an export's own zone."""

from argparse import ArgumentTypeError
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from antavo_export.cli.years import OUT_OF_REACH, YEARS
from antavo_export.schedules.wall_clock import instant

JUST_BEFORE = timedelta(microseconds=1)


def day_or_moment(text: str) -> date | datetime:
    """Return the ISO 8601 date, or date and time, in ``text``.

    Raises:
        ArgumentTypeError: when it is neither, or lies in a year that cannot be reckoned with.
    """
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            given = read(text)
        except ValueError:
            continue
        if given.year not in YEARS:
            raise ArgumentTypeError(f"'{text}' {OUT_OF_REACH}")
        return given
    raise ArgumentTypeError(f"'{text}' is no date; write 2027-03-01 or 2027-03-01T05:00")


def beginning(of: date | datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant of a day in ``zone``, or a moment itself, read there if naive."""
    if not isinstance(of, datetime):
        return instant(datetime.combine(of, time()), zone)
    return of if of.tzinfo else instant(of, zone)


def ending(of: date | datetime, zone: ZoneInfo) -> datetime:
    """Return the last instant of a day in ``zone``, or a moment itself, read there if naive."""
    if isinstance(of, datetime):
        return beginning(of, zone)
    return beginning(of + timedelta(days=1), zone) - JUST_BEFORE
