"""What the columns of a JSON file's rows are members of: said by the statement, done by readers.

Imports nothing, because reader processes import it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DELIMITER: Final = "\x1f"  # a control character, so jsonb never holds it and text hardly ever
# No JSON and nothing that COPY escapes holds this, where a reader looks for it: both know a
# backslash before a capital N not at all. It is long because long texts are found sooner.
NULL: Final = r"\NULL\NULL"


class Written(StrEnum):
    """What the text of a value is, and so what a reader has to do to make JSON of it."""

    TEXT = "text"
    """Any text: escaped by COPY but for its quotes, and wants quotes around it."""
    QUOTED = "quoted"
    """A date or datetime: nothing to escape, and wants quotes around it."""
    NUMBER = "number"
    """A number, or one of ``NaN`` and ``Infinity``, which JSON only has as text."""
    BARE = "bare"
    """Nothing to escape."""
    JSON = "json"
    """JSON, whose backslashes COPY has escaped."""


@dataclass(frozen=True)
class Member:
    """One member of every object.

    Attributes:
        key: Its key as JSON.
        written: What its column holds.
    """

    key: str
    written: Written
