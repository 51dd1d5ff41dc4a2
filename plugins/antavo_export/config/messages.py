"""Pydantic's findings as sentences for the person who wrote the YAML."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from antavo_export.config.section_keys import choices_at, example_at, tags_at
from antavo_export.config.unknown_keys import unknown_and_missing
from antavo_export.config.wrong_kinds import KINDS, expected, shown
from antavo_export.section import Section

Where = tuple[str | int, ...]
Found = dict[Where, list[ErrorDetails]]

_UNKNOWN: Final = frozenset({"extra_forbidden", "invalid_key"})
_ABOUT_A_KEY: Final = _UNKNOWN | {"missing"}
_LIMITS: Final = {
    "greater_than": "expected more than {gt:g}, not {value}",
    "greater_than_equal": "expected at least {ge}, not {value}",
    "less_than_equal": "expected at most {le}, not {value}",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is empty",
    "too_short": "is empty; give at least one entry",
}


def findings(error: ValidationError, root: type[Section], data: object) -> list[tuple[Where, str]]:
    """Return what is wrong and where, each mistake once and none that only follows from another.

    A union reports every branch it tried: a branch's name is no place in the file, and of several
    branches only the ones that got furthest say something useful.
    """
    found: Found = {}
    for detail in error.errors(include_url=False):
        found.setdefault(_place(detail, data), []).append(detail)
    deepest = {
        where: details
        for where, details in found.items()
        if not any(len(other) > len(where) and other[: len(where)] == where for other in found)
    }
    keys = {where: details[0] for where, details in deepest.items() if _is_about_a_key(details)}
    return [
        *unknown_and_missing(keys, root, data),
        *((where, _sentence(details, root)) for where, details in deepest.items()
          if where not in keys),
    ]  # fmt: skip


def _is_about_a_key(details: list[ErrorDetails]) -> bool:
    return details[0]["type"] in _ABOUT_A_KEY


def _place(detail: ErrorDetails, data: object) -> Where:
    """Return the location without the parts that name a branch of a union instead of a key."""
    loc, place = detail["loc"], list[str | int]()
    last_is_key = detail["type"] in _ABOUT_A_KEY
    for index, key in enumerate(loc):
        if isinstance(data, Mapping) and (key in data or (last_is_key and index == len(loc) - 1)):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            continue
        place.append(key)
    if detail["type"].startswith("union_tag"):
        place.append(_discriminator(detail))
    return tuple(place)


def _discriminator(detail: ErrorDetails) -> str:
    return str(detail["ctx"]["discriminator"]).strip("'")


def _sentence(details: list[ErrorDetails], root: type[Section]) -> str:
    """Return what is wrong at one place; what only rules out its kind gives way to the rest."""
    telling = [detail for detail in details if detail["type"] not in KINDS]
    if telling:
        return ", or ".join(dict.fromkeys(_telling(detail, root) for detail in telling))
    words = [word for detail in details for word in _words(detail, root)]
    return expected([detail["type"] for detail in details], words, details[0]["input"])


def _words(detail: ErrorDetails, root: type[Section]) -> Iterator[str]:
    if detail["type"] in {"literal_error", "enum"}:
        yield from choices_at(root, detail["loc"])


def _telling(detail: ErrorDetails, root: type[Section]) -> str:
    kind, value = detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "union_tag_invalid":
        tags = tags_at(root, detail["loc"], _discriminator(detail))
        return expected(["literal_error"], tags, context["tag"])
    if kind == "union_tag_not_found":
        tags = tags_at(root, detail["loc"], _discriminator(detail))
        return f"is missing; use one of {', '.join(tags)}"
    if kind == "string_pattern_mismatch":
        example = json.dumps(example_at(root, detail["loc"]))
        return f"{shown(value)} does not fit here; write it like {example}"
    if kind in _LIMITS:
        return _LIMITS[kind].format(value=shown(value), **context)
    return detail["msg"]
