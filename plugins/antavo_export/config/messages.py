"""Pydantic's findings as sentences for the person who wrote the YAML."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from antavo_export.config.section_keys import keys_at
from antavo_export.errors import did_you_mean
from antavo_export.section import Section

Where = tuple[str | int, ...]

_ABOUT_A_KEY: Final = frozenset({"missing", "extra_forbidden"})
_EXPECTED: Final = {
    "missing": "is missing",
    "too_short": "is empty; give at least one entry",
    "string_type": "expected text",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "dict_type": "expected a mapping",
    "model_type": "expected a mapping of keys and values",
    "model_attributes_type": "expected a mapping of keys and values",
}


def findings(error: ValidationError, root: type[Section], data: object) -> list[tuple[Where, str]]:
    """Return what is wrong and where, each mistake once and none that only follows from another.

    A union reports every branch it tried: a branch's name is no place in the file, and of several
    branches only the ones that got furthest say something useful.
    """
    found: dict[Where, list[str]] = {}
    for detail in error.errors(include_url=False):
        named = detail["type"] in _ABOUT_A_KEY
        place = _place(detail["loc"], data, last_is_key=named)
        found.setdefault(place, []).append(_sentence(detail, root))
    return [
        (where, ", or ".join(dict.fromkeys(messages)))
        for where, messages in found.items()
        if not any(len(other) > len(where) and other[: len(where)] == where for other in found)
    ]


def _place(loc: Where, data: object, *, last_is_key: bool) -> Where:
    """Return ``loc`` without the parts that name a branch of a union instead of a key."""
    place: list[str | int] = []
    for index, key in enumerate(loc):
        if isinstance(data, Mapping) and (key in data or (last_is_key and index == len(loc) - 1)):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            continue
        place.append(key)
    return tuple(place)


def _sentence(detail: ErrorDetails, root: type[Section]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        loc = detail["loc"]
        return f"unknown key{did_you_mean(str(loc[-1]), keys_at(root, loc))}"
    if kind == "value_error":
        return str(context["error"])
    if kind in {"literal_error", "union_tag_invalid"}:
        return _not_among(detail)
    if kind == "union_tag_not_found":
        return f"the key {context['discriminator']} is missing"
    return _EXPECTED.get(kind) or detail["msg"].replace("Input should be", "must be")


def _not_among(detail: ErrorDetails) -> str:
    context = detail["ctx"]
    expected = context.get("expected") or context["expected_tags"]
    value = context.get("tag", detail["input"])
    choices = re.findall(r"'((?:[^'\\]|\\.)*)'", expected)
    return f"'{value}' is not known here{did_you_mean(str(value), choices)}"
