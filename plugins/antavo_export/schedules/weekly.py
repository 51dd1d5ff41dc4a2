"""On days of the week."""

from datetime import date
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from typing_extensions import override

from antavo_export.errors import did_you_mean
from antavo_export.schedules.lists import at_least_one, joined
from antavo_export.schedules.repeated import RepeatedSchedule

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_SHORT: Final[tuple[str, ...]] = get_args(Weekday)
_FULL: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMES: Final = dict(zip((*_SHORT, *map(str.lower, _FULL)), _SHORT * 2, strict=True))


def _weekday(value: object) -> str:
    name = str(value).lower()
    if name not in _NAMES:
        hint = did_you_mean(name, _NAMES, listing=0) or f"; write {', '.join(_SHORT)}"
        raise ValueError(f"'{value}' is no day of the week{hint}")
    return _NAMES[name]


def _in_order(days: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(days), key=_SHORT.index))


_Name = Annotated[Weekday, BeforeValidator(_weekday)]
_Written = Annotated[str, WithJsonSchema({"enum": [*_NAMES, *map(str.capitalize, _SHORT), *_FULL]})]


class Weekly(RepeatedSchedule):
    """On the same days of every week."""

    weekly: Annotated[
        tuple[_Name, ...],
        AfterValidator(_in_order),
        BeforeValidator(at_least_one, json_schema_input_type=_Written | list[_Written]),
    ] = Field(description="Days of the week: `mon` to `sun`, or their full names.")

    @override
    def wants(self, day: date) -> bool:
        return _SHORT[day.weekday()] in self.weekly

    @override
    def days_in_words(self) -> str:
        return "every " + joined([_FULL[_SHORT.index(name)] for name in self.weekly])

    @property
    @override
    def cron_days(self) -> str:
        numbers = sorted((_SHORT.index(name) + 1) % 7 for name in self.weekly)
        return f"* * {','.join(map(str, numbers))}"
