"""The values fields have: their empty ones, their text, and how jsonb text is read as a type."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from antavo_export.field_types import FieldType as T
from tests.conformance.oracle.documents import Document, text_of

Value = str | int | Decimal | bool | date | datetime | list[str | None] | Document | None

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)


def is_empty(type_: T, value: Value) -> bool:
    """Tell whether a field holds nothing: NULL, the empty text, list or document."""
    if value is None:
        return True
    if type_ is T.LIST:
        return value == []
    if isinstance(value, Document):
        return value.value in (None, "", [], {})
    return value == ""


def read(type_: T, text: str | None, zone: ZoneInfo) -> Value:
    """Return jsonb ``text`` as a value of ``type_``; None where it does not read as one."""
    if text is None or type_ in {T.STRING, T.TEXT, T.ENUM}:
        return text
    if type_ is T.INTEGER:
        return int(text) if _INTEGER.fullmatch(text) else None
    if type_ is T.DECIMAL:
        return Decimal(text) if _DECIMAL.fullmatch(text) else None
    if type_ is T.BOOLEAN:
        return {"true": True, "false": False}.get(text)
    try:
        return _day(text) if type_ is T.DATE else _moment(text, zone)
    except ValueError:  # no day of the calendar, no time of the day
        return None


def shown(value: Value, zone: ZoneInfo) -> str | None:
    """Return the text of a value in a file; None for NULL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return f"{local.year:04}-{local:%m-%d %H:%M:%S}"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return ",".join(entry for entry in value if entry is not None)
    if isinstance(value, Document):
        return text_of(value.value)
    return None if value is None else str(value)


def local_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of a wall time; the one behind the gap where the clocks skip it."""
    aware = wall.replace(tzinfo=zone) if wall.tzinfo is None else wall
    return aware.astimezone(UTC)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if _DATE.fullmatch(text) else None


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    if not _DATETIME.fullmatch(text) or "24:00" in text:
        return None
    return local_instant(datetime.fromisoformat(text), zone)
