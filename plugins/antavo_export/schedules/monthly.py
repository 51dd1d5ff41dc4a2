"""On days of the month."""

from calendar import monthrange
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from typing_extensions import override

from antavo_export.errors import did_you_mean
from antavo_export.schedules.lists import at_least_one, joined
from antavo_export.schedules.repeated import RepeatedSchedule

_LONGEST: Final = 31
_SATURDAY: Final = 5
_IN_WORDS: Final = {"last_business_day": "the last business day", "last": "the last day"}
_ORDER: Final = (*range(1, _LONGEST + 1), *_IN_WORDS)

DayOfMonth = Annotated[int, Field(ge=1, le=_LONGEST)] | Literal["last_business_day", "last"]


def _day_of_month(value: object) -> object:
    if value in _ORDER and not isinstance(value, bool):
        return value
    hint = did_you_mean(value, _IN_WORDS, listing=0) if isinstance(value, str) else ""
    raise ValueError(
        f"'{value}' is no day of the month; write 1 to 31, last or last_business_day{hint}"
    )


def _in_order(days: tuple[int | str, ...]) -> tuple[int | str, ...]:
    return tuple(sorted(set(days), key=_ORDER.index))


class Monthly(RepeatedSchedule):
    """On the same days of every month; a month without the day is left out."""

    monthly: Annotated[
        tuple[Annotated[DayOfMonth, BeforeValidator(_day_of_month)], ...],
        AfterValidator(_in_order),
        BeforeValidator(at_least_one, json_schema_input_type=DayOfMonth | list[DayOfMonth]),
    ] = Field(
        description="Days of the month: 1 to 31, `last`, and `last_business_day`, which is the "
        "last Monday to Friday that is not among the days to leave out."
    )

    @override
    def wants(self, day: date) -> bool:
        return (
            day.day in self.monthly
            or ("last" in self.monthly and day.day == _length_of_month(day))
            or ("last_business_day" in self.monthly and day == self._last_business_day(day))
        )

    def _last_business_day(self, day: date) -> date | None:
        """Return the last business day of the month of ``day``, None when all are left out."""
        for number in range(_length_of_month(day), 0, -1):
            candidate = day.replace(day=number)
            if candidate.weekday() < _SATURDAY and candidate not in self.except_:
                return candidate
        return None

    @override
    def days_in_words(self) -> str:
        numbers = [str(day) for day in self.monthly if isinstance(day, int)]
        names = [_IN_WORDS[day] for day in self.monthly if isinstance(day, str)]
        if numbers:
            numbers[0] = f"day {numbers[0]}"
        return f"on {joined([*numbers, *names])} of each month"

    @property
    @override
    def cron_days(self) -> str | None:
        if "last_business_day" in self.monthly:
            return None
        days = ("L" if day == "last" else str(day) for day in self.monthly)
        return f"{','.join(days)} * *"


def _length_of_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]
