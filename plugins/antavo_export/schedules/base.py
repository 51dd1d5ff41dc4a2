"""What can be asked of every schedule, whatever its kind."""

import json
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, ClassVar, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from antavo_export.section import Section

_BOOLEAN: Final[TypeAdapter[bool]] = TypeAdapter(bool)


def _said(value: object) -> object:
    with suppress(ValidationError):
        if _BOOLEAN.validate_python(value):
            return True
    raise ValueError(
        f"expected true, not '{str(value).lower()}'; to say something else, drop this key"
    )


Said = Annotated[Literal[True], BeforeValidator(_said)]
"""The value of a key whose presence says it all."""


class BaseSchedule(Section):
    """The ``schedule`` section of an export.

    A firing is an instant, in UTC, at which the export runs by itself. Which instants those are
    depends on the section alone: never on the clock, on earlier runs or on the machine.
    """

    grace: ClassVar[timedelta] = timedelta(minutes=15)
    """How old a firing may be when Airflow first sees the schedule, and still be made up for.

    Airflow notices a file, or a change in it, some time after it was saved; a firing that falls
    in between must not be lost. One that is older was over before anybody asked for it.
    """

    paused: bool = Field(
        default=False,
        description="Create the export Inactive. Later it is switched on and off in Airflow.",
    )

    @abstractmethod
    def firings(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """Yield the firings later than ``after`` and not later than ``until``, in order."""

    @abstractmethod
    def in_words(self) -> str:
        """Return the schedule as a phrase that completes "it runs ..."."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which the firings are planned."""
        return ZoneInfo("UTC")

    @property
    def edition(self) -> str:
        """Return eight hexadecimal digits that change when the firings may."""
        firing = self.model_dump(
            mode="json", by_alias=True, exclude_defaults=True, exclude={"paused", "catch_up"}
        )
        return sha256(json.dumps(firing, sort_keys=True).encode()).hexdigest()[:8]

    @property
    def catches_up(self) -> bool:
        """Return whether every firing missed in an outage is made up for, or only the last."""
        return False

    def crons(self) -> list[str]:
        """Return cron expressions that together fire when this does; none when no cron can.

        They are in the dialect of croniter, which Airflow reads: ``L`` is the last day of a
        month. ``start`` and ``end`` are not part of them.
        """
        return []

    def latest(self, after: datetime, until: datetime) -> datetime | None:
        """Return the last firing later than ``after`` and not later than ``until``."""
        return max(self.firings(after, until), default=None)

    def walls(self, moment: datetime) -> list[datetime]:
        """Return what clocks in ``zone`` were meant to show at the firing ``moment``; naive.

        They show something else when they skip it, and two times may become one firing.
        """
        return [moment.astimezone(self.zone).replace(tzinfo=None)]

    def owed_since(self, seen: datetime) -> datetime:
        """Return the instant after which firings are made up for, when first seen at ``seen``."""
        return seen - self.grace

    def covered_by(self, run: datetime) -> datetime:
        """Return the last instant whose firing a run at ``run`` makes superfluous.

        It matters after an edit, when ``run`` belongs to the schedule as it was before.
        """
        return run

    def without_bounds(self) -> "BaseSchedule":
        """Return the schedule without its start and end: what a backfill may reach for."""
        return self
