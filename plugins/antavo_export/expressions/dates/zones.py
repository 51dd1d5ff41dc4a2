"""Time zones as an expression may state them: an offset, or one of a few abbreviations."""

from typing import Final

from antavo_export.expressions.dates.errors import Refusal
from antavo_export.expressions.dates.words import ZONES

_SECONDS_OF: Final = (3600, 60, 1)
_NAMED: Final = "cannot be a zone here; use the export's timezone, or an offset such as +02:00"


def offset_of(text: str) -> int:
    """Return the seconds east of UTC that a matched zone stands for.

    Raises:
        Refusal: a name that is not in `ZONES`; PHP may know it, but it means different things in
            different places, or it is a misspelt word.
    """
    zone = text.strip("()").upper()
    if zone.startswith(("GMT+", "GMT-")):
        zone = zone.removeprefix("GMT")
    if zone[0] in "+-":
        sign = -1 if zone[0] == "-" else 1
        return sign * _seconds(zone[1:])
    try:
        return ZONES[zone.lower()]
    except KeyError:
        raise Refusal(_NAMED if "/" in zone else "") from None


def _seconds(digits: str) -> int:
    """Read ``H``, ``HH``, ``HMM``, ``HHMM``, ``HHMMSS`` or the same with colons."""
    parts = digits.split(":") if ":" in digits else _pairs(digits)
    return sum(int(part) * seconds for part, seconds in zip(parts, _SECONDS_OF, strict=False))


def _pairs(digits: str) -> list[str]:
    even = digits if len(digits) % 2 == 0 else f"0{digits}"
    return [even[start : start + 2] for start in range(0, len(even), 2)]
