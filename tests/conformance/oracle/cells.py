"""The text of a result, and which other texts are as good."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from tests.conformance.oracle.mapping import Result
from tests.conformance.oracle.values import shown

# PostgreSQL's numeric division keeps at least 16 significant digits.
_TOLERANCE: Final = Fraction(1, 10**12)
_TRIMMED: Final = re.compile(r"-?[0-9]+(\.[0-9]*[1-9])?")


def text_of(result: Result, zone: ZoneInfo) -> str | None:
    """Return the text of a result; None where there is nothing."""
    if result.approximate:
        value = Decimal(result.value.numerator) / Decimal(result.value.denominator)
        return format(value.normalize(), "f")
    return shown(result.value, zone)


def settled(result: Result, found: str | None, zone: ZoneInfo) -> str | None:
    """Return ``found`` where it is as good a text as any for the result, else the best text."""
    if found is not None and (result.also or result.approximate) and _fits(result, found, zone):
        return found
    return text_of(result, zone)


def _fits(result: Result, found: str, zone: ZoneInfo) -> bool:
    if not result.approximate:
        return any(shown(value, zone) == found for value in result.also)
    if not _TRIMMED.fullmatch(found):
        return False
    exact: Fraction = result.value
    return abs(Fraction(found) - exact) <= abs(exact) * _TOLERANCE
