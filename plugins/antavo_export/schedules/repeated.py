"""What daily, weekly and monthly schedules share: times of day, a zone, bounds and exceptions."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from antavo_export.schedules.base import BaseSchedule
from antavo_export.schedules.days import Day
from antavo_export.schedules.holidays import ExcludedDays
from antavo_export.schedules.lists import joined
from antavo_export.schedules.times_of_day import MIDNIGHT, TimesOfDay, in_digits
from antavo_export.schedules.wall_clock import instant
from antavo_export.zones import Zone

_DAY = timedelta(days=1)
_JUST_BEFORE = timedelta(microseconds=1)
_FEW = 3  # dates that are still readable inside a sentence


class RepeatedSchedule(BaseSchedule):
    """Certain days, and on each of them the same times of the clock."""

    at: TimesOfDay = Field(default=(MIDNIGHT,), description="Time of day, or several of them.")
    timezone: Zone = Field(default="UTC", description="IANA zone of days and times.")
    except_: ExcludedDays = Field(
        default=(),
        alias="except",
        description="Days to leave out: dates, or calendar files in the folder of the exports.",
    )
    start: Day | None = Field(default=None, description="First day it may run by itself.")
    end: Day | None = Field(default=None, description="Last day it may run by itself.")
    catch_up: bool = Field(
        default=False,
        description="After an outage, make up for every missed run, not only for the last one.",
    )

    @field_validator("end")
    @classmethod
    def _ends_after_it_starts(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if start and end and end < start:
            raise ValueError(f"it ends on {end}, before it starts on {start}")
        return end

    @abstractmethod
    def wants(self, day: date) -> bool:
        """Return whether ``day`` is one of the days, exceptions aside."""

    @abstractmethod
    def days_in_words(self) -> str:
        """Return the days as a phrase such as ``every day``."""

    @property
    @abstractmethod
    def cron_days(self) -> str | None:
        """Return the last three fields of a cron expression, None when no cron can say it."""

    @property
    @override
    def catches_up(self) -> bool:
        return self.catch_up

    @property
    @override
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @override
    def firings(self, after: datetime, until: datetime) -> Iterator[datetime]:
        for day in self._days(after, until):
            for moment in self._moments(day):
                if after < moment <= until:
                    yield moment
                    after = moment  # two times that a change of clocks makes one fire once

    @override
    def latest(self, after: datetime, until: datetime) -> datetime | None:
        for day in reversed(self._days(after, until)):
            for moment in reversed(self._moments(day)):
                if after < moment <= until:
                    return moment
        return None

    @override
    def walls(self, moment: datetime) -> list[datetime]:
        day = moment.astimezone(self.zone).date()
        walls = [datetime.combine(d, at) for d in (day - _DAY, day) for at in self.at]
        return [wall for wall in walls if instant(wall, self.zone) == moment]

    @override
    def owed_since(self, seen: datetime) -> datetime:
        """Return the start of ``start`` when it catches up, for then all firings since are owed."""
        if self.catch_up and self.start:
            return instant(datetime.combine(self.start, MIDNIGHT), self.zone) - _JUST_BEFORE
        return super().owed_since(seen)

    @override
    def covered_by(self, run: datetime) -> datetime:
        """Return the firing of the same day that lies nearest to ``run``, or ``run`` if later.

        Moving a daily export from 05:00 to 09:00 leaves the day with the one run it has had, while
        of two times a day the other one still fires.
        """
        moments = self._moments(run.astimezone(self.zone).toordinal())
        return max(run, min(moments, key=lambda moment: abs(moment - run), default=run))

    @override
    def without_bounds(self) -> Self:
        return self.model_copy(update={"start": None, "end": None})

    @override
    def crons(self) -> list[str]:
        if self.cron_days is None or self.except_:
            return []
        hours: dict[int, list[str]] = {}
        for at in self.at:
            hours.setdefault(at.minute, []).append(str(at.hour))
        return [f"{minute} {','.join(hours[minute])} {self.cron_days}" for minute in sorted(hours)]

    @override
    def in_words(self) -> str:
        times = joined([in_digits(at) for at in self.at])
        parts = [f"{self.days_in_words()} at {times}", self.timezone, *self._limits()]
        return ", ".join(parts)

    def _limits(self) -> Iterator[str]:
        if self.start:
            yield f"from {self.start}"
        if self.end:
            yield f"until {self.end}"
        if self.except_:
            few = len(self.except_) <= _FEW
            days = joined([str(day) for day in self.except_])
            yield f"except {days if few else f'{len(self.except_)} days'}"

    def _days(self, after: datetime, until: datetime) -> range:
        """Return the ordinals of the days whose firings may lie in the period, within the bounds.

        One day more at the start: where clocks skip midnight, a time before it moves past it.
        """
        first = after.astimezone(self.zone).date() - _DAY
        last = until.astimezone(self.zone).date()
        first, last = max(first, self.start or first), min(last, self.end or last)
        return range(first.toordinal(), last.toordinal() + 1)

    def _moments(self, ordinal: int) -> list[datetime]:
        """Return the instants at which it fires on one day of the zone, in order."""
        day = date.fromordinal(ordinal)
        if day in self.except_ or not self.wants(day):
            return []
        return sorted({instant(datetime.combine(day, at), self.zone) for at in self.at})
