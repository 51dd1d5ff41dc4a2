"""Days of the calendar as people write them: ``2027-12-25``."""

from datetime import date
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema


def day_from(value: object) -> date:
    """Return the day that ``value``, an ISO 8601 date, names.

    Raises:
        ValueError: when it names none.
    """
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"'{value}' is no date; write it as 2027-12-25") from error


Day = Annotated[
    date,
    PlainValidator(day_from),
    PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]
