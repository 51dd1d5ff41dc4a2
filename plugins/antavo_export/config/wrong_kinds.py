"""A value of the wrong kind: what was expected, and what stands there instead."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from antavo_export.errors import did_you_mean

_WORDS: Final = "one of the words"
_LIST: Final = "a list"
_MAPPING: Final = "keys and values"
_SINGLE: Final = frozenset({"text", "a whole number", "a number", "true or false"})
KINDS: Final = {
    "literal_error": _WORDS,
    "enum": _WORDS,
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a number",
    "float_type": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
}
"""Pydantic's error types that say no more than that another kind of value was expected."""

_LOGIN: Final = re.compile(r"(\w+://)[^\s/@]*@")
_ENDLESS: Final = 600  # characters of a message
_LONGEST: Final = 60  # characters of a value that a message repeats


def expected(kinds: Sequence[str], words: Sequence[str], value: object) -> str:
    """Return a sentence that names every kind of value that could stand here.

    Args:
        kinds: Error types among `KINDS`, one for each alternative that did not fit.
        words: The words that could stand here, if any.
        value: What stands here.
    """
    names = list(dict.fromkeys(KINDS[kind] for kind in kinds))
    hint = did_you_mean(value, words, listing=0) if isinstance(value, str) and words else ""
    if names == [_WORDS]:
        return f"{shown(value)} is not known here{hint or '; use one of ' + ', '.join(words)}"
    if set(names) >= _SINGLE:
        names = ["a single value", *(name for name in names if name not in _SINGLE)]
    named = [word for name in names for word in (words if name == _WORDS else [name])]
    listed = f"{', '.join(named[:-1])} or {named[-1]}" if named[1:] else named[0]
    if names == [_LIST] and isinstance(value, str):
        return f"expected a list, as in [{brief(value)}]"
    return f"expected {listed}{_but(value)}{hint}"


def shown(value: object) -> str:
    """Return a value as a message repeats it, in quotes where it is text or a number."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{brief(str(value))}'"


def brief(text: str) -> str:
    """Return ``text`` short and on one line."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return text if text.isprintable() else repr(text)[1:-1]


def presentable(message: str) -> str:
    """Return ``message`` on one line, not endless, and without the passwords of URLs in it.

    Whatever it repeats came from a file and may be anything.
    """
    message = _LOGIN.sub(r"\1…@", message)
    message = message if len(message) <= _ENDLESS else f"{message[:_ENDLESS]}…"
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in message)


def _but(value: object) -> str:
    if value is None:
        return ", but it is empty"
    if isinstance(value, Mapping):
        return ", not keys and values"
    return ", not a list" if isinstance(value, list | tuple) else f", not {shown(value)}"
