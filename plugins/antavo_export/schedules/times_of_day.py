"""Times of day as people write them: ``"5:30"``, ``"17:05"``."""

import re
from datetime import time
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)

from antavo_export.schedules.lists import at_least_one

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
MIDNIGHT: Final = time()


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(
            f"'{value}' is no time of day; write hours (0 to 23) and minutes, as in \"17:30\""
        )
    return time(int(match[1]), int(match[2]))


def in_digits(at: time) -> str:
    """Return ``at`` as ``HH:MM``."""
    return f"{at:%H:%M}"


def _ascending(times: tuple[time, ...]) -> tuple[time, ...]:
    return tuple(sorted(set(times)))


TimeOfDay = Annotated[
    time,
    PlainValidator(_time_of_day),
    PlainSerializer(in_digits),
    WithJsonSchema({"type": "string", "pattern": f"^({_TIME.pattern})$"}),
]
TimesOfDay = Annotated[
    tuple[TimeOfDay, ...],
    AfterValidator(_ascending),
    BeforeValidator(at_least_one, json_schema_input_type=TimeOfDay | list[TimeOfDay]),
]
