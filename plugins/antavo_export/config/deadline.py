"""The ``deadline`` key: by when the file of a scheduled run must have been delivered."""

from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from antavo_export.schedules.wall_clock import instant

Deadline = Annotated[
    str,
    Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|\+[1-9][0-9]{0,3}[hm])$"),
]
_UNITS = {"h": "hours", "m": "minutes"}


def due_at(deadline: str, moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant that ``deadline`` means for a run at ``moment``; both are aware.

    A time of day is the first one after the moment, on clocks in ``zone``.
    """
    if deadline.startswith("+"):
        return moment + timedelta(**{_UNITS[deadline[-1]]: int(deadline[1:-1])})
    day, at = moment.astimezone(zone).date(), time.fromisoformat(deadline)
    today = instant(datetime.combine(day, at), zone)
    if today > moment:
        return today
    return instant(datetime.combine(day + timedelta(days=1), at), zone)


def deadline_in_words(deadline: str, zone: str) -> str:
    """Return the deadline as what follows "delivered"."""
    if not deadline.startswith("+"):
        return f"by {deadline}, {zone}"
    number, unit = deadline[1:-1], _UNITS[deadline[-1]]
    return f"within {number} {unit if number != '1' else unit.rstrip('s')}"
