"""YAML scalars as the YAML 1.2 core schema reads them, keeping every text that is not plainly more.

PyYAML reads YAML 1.1, where ``NO`` is false, ``10:30`` is 630 and ``0123`` is 83. Here only what
cannot be meant otherwise becomes a number or a boolean; all the rest stays the text that was
written, so a country, a time, a phone number or a zip code survives without quotes.
"""

import re
from decimal import Decimal
from typing import Final

Scalar = str | int | Decimal | bool | None

_CONSTANTS: Final[dict[str, Scalar]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER: Final = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9]\d*)\.\d+")


def plain_scalar(text: str) -> Scalar:
    """Return the value of an unquoted scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
