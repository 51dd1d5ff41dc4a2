"""What is in a jsonb column: text as PostgreSQL prints it, and values found along a path."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Json = None | bool | int | Decimal | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Document:
    """A jsonb value that is there, be it the JSON null; SQL's NULL is Python's None."""

    value: Json


def parse(text: str | bytes) -> Document:
    """Return the document in ``text``, numbers with the scale they are written with."""
    return Document(json.loads(text, parse_float=Decimal))


def text_of(value: Json) -> str:
    """Return the text of a JSON value: one line, a space after every colon and comma."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(k)}: {text_of(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def same(one: Json, other: Json) -> bool:
    """Tell whether two JSON values are equal: 7.5 is 7.50, but true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def text_at(document: Document | None, keys: Sequence[str]) -> str | None:
    """Return the text found below ``keys``: texts as they are, the rest as it prints.

    None stands for a missing key and for the JSON null alike. A key of digits counts the entries
    of an array from 0.
    """
    value = None if document is None else document.value
    for key in keys:
        value = _below(value, key)
    if value is None or isinstance(value, str):
        return value
    return text_of(value)


def _below(value: Json, key: str) -> Json:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and re.fullmatch("[0-9]+", key) and int(key) < len(value):
        return value[int(key)]
    return None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
