"""Every day."""

from datetime import date

from pydantic import Field
from typing_extensions import override

from antavo_export.schedules.base import Said
from antavo_export.schedules.repeated import RepeatedSchedule


class Daily(RepeatedSchedule):
    """Every day of the calendar."""

    daily: Said = Field(description="Run every day.")

    @override
    def wants(self, day: date) -> bool:
        return True

    @override
    def days_in_words(self) -> str:
        return "every day"

    @property
    @override
    def cron_days(self) -> str:
        return "* * *"
