"""A schedule of every kind, with the firings it ought to have said in the oracle's words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from antavo_export.schedules import BaseSchedule, Schedule
from tests.unit.schedules.oracle import (
    ZONES,
    Days,
    both,
    every_day,
    last_business_day,
    last_of_month,
    numbered,
    weekdays,
    without,
)

_SCHEDULE: TypeAdapter[BaseSchedule] = TypeAdapter(Schedule)
CHRISTMAS = (date(2027, 12, 24), date(2027, 12, 31), date(2028, 12, 29))


def schedule(section: object, **context: object) -> BaseSchedule:
    """Return the schedule that a ``schedule`` section describes."""
    return _SCHEDULE.validate_python(section, context=context)


@dataclass(frozen=True)
class Example:
    """A section without its zone, and its days and times for the oracle."""

    name: str
    section: dict[str, Any]
    days: Days
    times: tuple[str, ...] = ("00:00",)

    def of(self, zone: str) -> BaseSchedule:
        """Return the schedule in ``zone``."""
        return schedule({**self.section, "timezone": zone})


EXAMPLES = (
    Example("daily", {"daily": True}, every_day),
    Example("in the night", {"daily": True, "at": "02:30"}, every_day, ("02:30",)),
    Example(
        "around the change of clocks",
        {"daily": True, "at": ["2:30", "03:00", "1:45", "03:30"]},
        every_day,
        ("01:45", "02:30", "03:00", "03:30"),
    ),
    Example("before midnight", {"daily": True, "at": "23:45"}, every_day, ("23:45",)),
    Example(
        "twice a week",
        {"weekly": ["wed", "Monday"], "at": ["06:00", "18:00"]},
        weekdays("mon", "wed"),
        ("06:00", "18:00"),
    ),
    Example("sundays", {"weekly": "sun", "at": "00:15"}, weekdays("sun"), ("00:15",)),
    Example(
        "monthly",
        {"monthly": [1, 15, "last"], "at": "05:30"},
        both(numbered(1, 15), last_of_month),
        ("05:30",),
    ),
    Example(
        "long months", {"monthly": [29, 30, 31], "at": "05:00"}, numbered(29, 30, 31), ("05:00",)
    ),
    Example(
        "the 28th and the last day", {"monthly": ["last", 28]}, both(numbered(28), last_of_month)
    ),
    Example("business days", {"monthly": "last_business_day"}, last_business_day()),
    Example(
        "business days and holidays",
        {"monthly": ["last_business_day", 24], "except": CHRISTMAS, "at": "22:00"},
        without(both(last_business_day(*CHRISTMAS), numbered(24)), *CHRISTMAS),
        ("22:00",),
    ),
    Example(
        "a season",
        {"daily": True, "start": "2027-03-20", "end": "2028-11-07", "at": "02:15"},
        lambda days: [day for day in days if date(2027, 3, 20) <= day <= date(2028, 11, 7)],
        ("02:15",),
    ),
)
IN_EVERY_ZONE = [(example, zone) for example in EXAMPLES for zone in ZONES]
