"""When an export runs: one class for each kind of schedule.

A new kind is a class with its days, and a row in ``forms.KINDS`` and in ``Schedule``.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Tag

from antavo_export.schedules.base import BaseSchedule
from antavo_export.schedules.daily import Daily
from antavo_export.schedules.forms import kind, spelled_out
from antavo_export.schedules.holidays import FOLDER
from antavo_export.schedules.manual import Manual
from antavo_export.schedules.monthly import Monthly
from antavo_export.schedules.now import Now
from antavo_export.schedules.on_date import OnDate
from antavo_export.schedules.repeated import RepeatedSchedule
from antavo_export.schedules.weekly import Weekly

_Full = (
    Annotated[Now, Tag("Now")]
    | Annotated[Manual, Tag("Manual")]
    | Annotated[OnDate, Tag("OnDate")]
    | Annotated[Daily, Tag("Daily")]
    | Annotated[Weekly, Tag("Weekly")]
    | Annotated[Monthly, Tag("Monthly")]
)
Schedule = Annotated[
    _Full,
    Discriminator(kind),
    BeforeValidator(spelled_out, json_schema_input_type=Literal["now", "manual", "daily"] | _Full),
]

__all__ = [
    "FOLDER",
    "BaseSchedule",
    "Daily",
    "Manual",
    "Monthly",
    "Now",
    "OnDate",
    "RepeatedSchedule",
    "Schedule",
    "Weekly",
]
