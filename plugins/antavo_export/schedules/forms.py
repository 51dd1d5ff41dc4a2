"""The forms a schedule may take in YAML, and what is said about those it may not."""

from typing import Final

from antavo_export.errors import did_you_mean
from antavo_export.schedules.base import BaseSchedule
from antavo_export.schedules.daily import Daily
from antavo_export.schedules.lists import joined
from antavo_export.schedules.manual import Manual
from antavo_export.schedules.monthly import Monthly
from antavo_export.schedules.now import Now
from antavo_export.schedules.on_date import OnDate
from antavo_export.schedules.weekly import Weekly

KINDS: Final[dict[str, type[BaseSchedule]]] = {
    "now": Now,
    "manual": Manual,
    "on": OnDate,
    "daily": Daily,
    "weekly": Weekly,
    "monthly": Monthly,
}
"""The key that makes a schedule what it is, and its class: a new kind is one more row."""

_WORDS: Final = ("now", "manual", "daily")
_EXAMPLES: Final = {
    "on": '{on: "2027-03-01T05:00"}',
    "weekly": '{weekly: [mon, wed], at: "06:00"}',
    "monthly": '{monthly: [1, 15, last], at: "06:00"}',
}
_FORMS: Final = f"{', '.join(_WORDS)}, or a mapping such as {_EXAMPLES['weekly']}"


def spelled_out(value: object) -> object:
    """Return the full form of a schedule: ``daily`` becomes ``{daily: true}``.

    Raises:
        ValueError: when it is not plain which kind of schedule is meant.
    """
    if isinstance(value, str) and value in _WORDS:
        return {value: True}
    if isinstance(value, dict):
        _check_kind([str(key) for key in value])
    elif value is None:
        raise ValueError(f"is empty; drop the key to run at once, or write {_FORMS}")
    elif isinstance(value, list):
        raise ValueError(f"an export has one schedule, not a list; write {_FORMS}")
    elif not isinstance(value, BaseSchedule):
        raise ValueError(_wrong_word(str(value)))
    return value


def kind(value: object) -> str | None:
    """Return the class name of a schedule that ``spelled_out`` has let pass."""
    if isinstance(value, dict):
        return next((KINDS[key].__name__ for key in value if key in KINDS), None)
    return type(value).__name__


def _check_kind(keys: list[str]) -> None:
    kinds = [key for key in keys if key in KINDS]
    if len(kinds) > 1:
        raise ValueError(f"a schedule is of one kind, this one says {joined(kinds)}; keep one")
    if not kinds:
        typos = (did_you_mean(key, KINDS, listing=0) for key in keys)
        hint = next(filter(None, typos), f"; add one of {', '.join(KINDS)}")
        raise ValueError(f"this schedule does not say when{hint}")


def _wrong_word(word: str) -> str:
    if word in _EXAMPLES:
        return f"'{word}' needs more than the word, as in schedule: {_EXAMPLES[word]}"
    hint = did_you_mean(word, KINDS, listing=0)
    return f"'{word}' is no schedule{hint or f'; write {_FORMS}'}"
