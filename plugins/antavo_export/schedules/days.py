"""Days of the calendar as people write them: ``2027-12-25``."""

from datetime import MAXYEAR, MINYEAR, date
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema


def day_from(value: object) -> date:
    """Return the day that ``value``, an ISO 8601 date, names.

    Raises:
        ValueError: when it names none.
    """
    day = value if isinstance(value, date) else _read(str(value))
    check_reach(day)
    return day


def check_reach(day: date) -> None:
    """Refuse a day that clocks of some zone cannot show together with the days around it.

    Raises:
        ValueError: when it is in the first or the last year that Python can count.
    """
    if not MINYEAR < day.year < MAXYEAR:
        first, last = MINYEAR + 1, MAXYEAR - 1
        raise ValueError(f"'{day.isoformat()}' is too far away; use a year from {first} to {last}")


def _read(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is no date; write it as 2027-12-25") from error


Day = Annotated[
    date,
    PlainValidator(day_from),
    PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]
