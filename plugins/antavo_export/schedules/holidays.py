"""The days a schedule leaves out: dates, and calendar files that list them.

A calendar file is plain text: one ISO 8601 date a line, then, if you like, the name of the day;
``#`` starts a comment. Published holiday calendars are often iCalendar files instead. Reading those
faithfully means expanding recurrence rules (RFC 5545), and a rule that is expanded wrongly shows
only on the holiday itself; a list of dates is checked by looking at it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, ValidationInfo

from antavo_export.schedules.days import day_from
from antavo_export.schedules.lists import as_list

FOLDER: Final = "export_configs"
"""Key of pydantic's validation context: the folder that calendar files are named from."""

_LARGEST: Final = 256 * 1024  # bytes; three centuries of holidays with their names


def _excluded_days(value: object, info: ValidationInfo) -> tuple[date, ...]:
    folder = (info.context or {}).get(FOLDER)
    return tuple(sorted({day for entry in as_list(value) for day in _days(entry, folder)}))


def _days(entry: object, folder: Path | None) -> list[date]:
    if isinstance(entry, str) and entry.endswith(".txt"):
        return _days_in_file(entry, folder)
    try:
        return [day_from(entry)]
    except ValueError as error:
        raise ValueError(f"{error}, or name a calendar file, which ends in .txt") from error


def _days_in_file(name: str, folder: Path | None) -> list[date]:
    if folder is None:
        raise ValueError(f"the calendar file '{name}' cannot be read here; list its dates instead")
    days, mistakes = [], []
    for number, word in _first_words(_text(name, folder)):
        try:
            days.append(day_from(word))
        except ValueError as error:
            mistakes.append(f"{name}:{number}: {error}")
    if mistakes:
        raise ValueError(", ".join(mistakes))
    return days


def _first_words(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split(maxsplit=1)
        if words:
            yield number, words[0]


def _text(name: str, folder: Path) -> str:
    try:
        file = (folder / name).resolve()
    except (OSError, RuntimeError) as error:  # what it raises depends on the version of Python
        raise ValueError(f"the calendar file {folder / name} cannot be read: {error}") from error
    if not file.is_relative_to(folder.resolve()):
        raise ValueError(f"the calendar file '{name}' lies outside {folder}; put it inside")
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError(f"the calendar file {folder / name} is larger than 256 kB")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"the calendar file {folder / name} is not UTF-8 text") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ValueError(f"the calendar file {folder / name} cannot be read: {reason}") from error


ExcludedDays = Annotated[
    tuple[date, ...],
    BeforeValidator(_excluded_days, json_schema_input_type=str | list[str]),
]
