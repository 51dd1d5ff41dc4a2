"""Keys that do not exist, and keys that are missing: often the same mistake."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic_core import ErrorDetails

from antavo_export.config.section_keys import keys_at
from antavo_export.errors import closest, did_you_mean
from antavo_export.section import Section

Where = tuple[str | int, ...]

_MOST_LISTED: Final = 20  # keys that a message still lists
_OF_A_CONNECTION: Final = frozenset(
    {"host", "port", "user", "username", "login", "password", "passphrase", "private_key", "key"}
)


def unknown_and_missing(
    keys: Mapping[Where, ErrorDetails], root: type[Section], data: object
) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with each key; a missing one that is only misspelt is not told twice."""
    missing = {where for where, detail in keys.items() if detail["type"] == "missing"}
    explained: set[Where] = set()
    for where in keys.keys() - missing:
        meant, message = _unknown(where, keys, root, data)
        explained.add(meant)
        yield where, message
    for where in missing - explained:
        yield where, "is missing"


def _unknown(
    where: Where, keys: Mapping[Where, ErrorDetails], root: type[Section], data: object
) -> tuple[Where, str]:
    """Return the place of the missing key that is meant, if one is, and the message."""
    section, key = where[:-1], str(where[-1])
    if key in _OF_A_CONNECTION:
        return where, "does not belong here but into the Airflow connection that `connection` names"
    offered = keys_at(root, keys[where]["loc"]) - set(map(str, _present(data, section)))
    others = [other for other in keys if other[:-1] == section and other != where]
    meant = closest(key, offered)
    if meant is None and len(others) == 1 and keys[others[0]]["type"] == "missing":
        meant = str(others[0][-1])
    if meant is not None:
        return (*section, meant), f"unknown key; did you mean '{meant}'?"
    return where, f"unknown key{did_you_mean(key, offered, listing=_MOST_LISTED)}"


def _present(data: object, section: Where) -> Mapping[object, object]:
    for key in section:
        data = data[key]  # type: ignore[index]  # the place was found in this very data
    return data if isinstance(data, Mapping) else {}
