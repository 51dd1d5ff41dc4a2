"""At once: the default, as in the original."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import Field
from typing_extensions import override

from antavo_export.schedules.base import BaseSchedule, Said


class Now(BaseSchedule):
    """One run, as soon as Airflow has read the file; the instant cannot be known beforehand."""

    now: Said = Field(default=True, description="Run once, as soon as possible.")

    @override
    def firings(self, after: datetime, until: datetime) -> Iterator[datetime]:
        return iter(())

    @override
    def in_words(self) -> str:
        return "once, as soon as possible"
