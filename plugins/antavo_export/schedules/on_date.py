"""Once, on a date."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, ClassVar, Final
from zoneinfo import ZoneInfo

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from typing_extensions import override

from antavo_export.schedules.base import BaseSchedule
from antavo_export.schedules.days import check_reach
from antavo_export.schedules.times_of_day import MIDNIGHT, TimeOfDay, in_digits
from antavo_export.schedules.wall_clock import instant
from antavo_export.zones import Zone

_EXAMPLE: Final = '"2027-03-01T05:00"'


def _day_or_moment(value: object) -> date | datetime:
    day = value if isinstance(value, date) else _read(str(value))
    check_reach(day)
    return day


def _read(text: str) -> date | datetime:
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError):
            return read(text)
    raise ValueError(f"'{text}' is no date and time; write it as {_EXAMPLE}")


class OnDate(BaseSchedule):
    """One run at a moment that is known beforehand."""

    grace: ClassVar[timedelta] = timedelta(days=1)
    """Whoever writes a moment down wants the run, so it survives an outage of a day."""

    on: Annotated[
        date | datetime,
        PlainValidator(_day_or_moment),
        PlainSerializer(lambda on: on.isoformat()),
        WithJsonSchema({"type": "string", "examples": ["2027-03-01T05:00"]}),
    ] = Field(description="The day, or the day and the time, ISO 8601.")
    at: TimeOfDay | None = Field(
        default=None, description="The time, where `on` has none; 00:00 when neither says one."
    )
    timezone: Zone = Field(default="UTC", description="IANA zone of the time.")

    @field_validator("at")
    @classmethod
    def _says_the_time_once(cls, at: time | None, info: ValidationInfo) -> time | None:
        if at is not None and isinstance(info.data.get("on"), datetime):
            raise ValueError("the time is said twice, in 'on' and in 'at'; drop one of them")
        return at

    @property
    @override
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def moment(self) -> datetime:
        """Return the instant of the run, in UTC."""
        wall = self._wall
        return wall.astimezone(UTC) if wall.tzinfo else instant(wall, self.zone)

    @property
    def _wall(self) -> datetime:
        """Return the date and time as written, aware only when an offset is."""
        if isinstance(self.on, datetime):
            return self.on
        return datetime.combine(self.on, self.at or MIDNIGHT)

    @override
    def walls(self, moment: datetime) -> list[datetime]:
        return super().walls(moment) if self._wall.tzinfo else [self._wall]

    @override
    def firings(self, after: datetime, until: datetime) -> Iterator[datetime]:
        if after < self.moment <= until:
            yield self.moment

    @override
    def in_words(self) -> str:
        local = self.moment.astimezone(self.zone)
        return f"once, on {local.date()} at {in_digits(local.time())}, {self.timezone}"
