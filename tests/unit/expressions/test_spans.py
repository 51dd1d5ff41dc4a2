"""The spans of time that days and instants mean, up to both ends of the calendar."""

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from antavo_export.errors import UnreachableDateError
from antavo_export.expressions.values import parse_value
from antavo_export.field_types import FieldType
from antavo_export.sql.literals import operand

BUDAPEST, NEW_YORK = ZoneInfo("Europe/Budapest"), ZoneInfo("America/New_York")


def ends(text: str, zone: tzinfo, type_: FieldType = FieldType.DATETIME) -> list[str]:
    """Return both ends of what a text means, without the type they are cast to."""
    moment = datetime(2026, 3, 13, 14, 30, 45, tzinfo=zone)
    sides = operand(parse_value(type_, text), type_, moment)
    return [side.as_string(None).split("'")[1] for side in sides]


@pytest.mark.parametrize(
    ("text", "zone", "start"),
    [
        ("9999-12-31", UTC, "9999-12-31 00:00:00+00:00"),
        ("9999-12-31", BUDAPEST, "9999-12-31 00:00:00+01:00"),
        ("9999-12-31", NEW_YORK, "9999-12-31 00:00:00-05:00"),
        ("date: 9999-12-31", BUDAPEST, "9999-12-31 00:00:00+01:00"),
        ("9999-12-31 23:59:59", NEW_YORK, "9999-12-31 23:59:59-05:00"),
        ("date: @253402300799", UTC, "9999-12-31 23:59:59+00:00"),
    ],
)
def test_the_last_day_of_the_calendar_never_ends(text: str, zone: tzinfo, start: str) -> None:
    assert ends(text, zone) == [start, "infinity"]


@pytest.mark.parametrize(
    ("text", "zone", "start", "end"),
    [
        ("9999-12-30", NEW_YORK, "9999-12-30 00:00:00-05:00", "9999-12-31 00:00:00-05:00"),
        ("9999-12-31 22:00", NEW_YORK, "9999-12-31 22:00:00-05:00", "9999-12-31 22:00:01-05:00"),
        ("9999-12-31T23:30Z", BUDAPEST, "9999-12-31 23:30:00+00:00", "9999-12-31 23:30:01+00:00"),
        ("0001-01-01", BUDAPEST, "0001-01-01 00:00:00+01:16:20", "0001-01-02 00:00:00+01:16:20"),
    ],
)
def test_days_and_seconds_next_to_the_ends_of_the_calendar_are_like_any_other(
    text: str, zone: tzinfo, start: str, end: str
) -> None:
    assert ends(text, zone) == [start, end]


@pytest.mark.parametrize("type_", [FieldType.DATE, FieldType.DATETIME])
@pytest.mark.parametrize(
    "text",
    ["date: +7985 years", "date: 9999-12-31 23:59:59"],
)
def test_an_expression_that_leaves_the_calendar_fails_for_good(text: str, type_: FieldType) -> None:
    said = re.escape(f"'{text}' leads out of the years 1 to 9999, counted from 2026-03-13 14:30:45")
    with pytest.raises(UnreachableDateError, match=said):
        ends(text, NEW_YORK, type_)
