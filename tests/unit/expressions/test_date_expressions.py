"""What a parsed date expression offers: a day, a datetime and an instant, in the export's zone."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from antavo_export.expressions.dates import (
    InvalidDateExpression,
    is_date_expression,
    parse_bare_date_expression,
    parse_date_expression,
)

BUDAPEST = ZoneInfo("Europe/Budapest")
FRIDAY = datetime(2026, 3, 13, 14, 30, 45, tzinfo=BUDAPEST)

STATING_A_TIME = (
    "now",
    "noon",
    "yesterday noon",
    "08:00",
    "8:00:30",
    "0800",
    "T08:00",
    "7pm",
    "7:15 am",
    "back of 7pm",
    "front of 23",
    "-24 hours",
    "-90 min",
    "30 seconds ago",
    "+0 hours",
    "last hour",
    "-7 days -1 hour",
    "now -7 days",
    "first day of last month 00:00",
    "2026-01-31 12:00",
    "2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+02:00",
    "Jan 31 08:00",
    "@0",
    "@1700000000",
    "2026-01-31Z",
)
STATING_NO_TIME = (
    "today",
    "midnight",
    "tomorrow",
    "yesterday",
    "-7 days",
    "+1 week",
    "1 fortnight ago",
    "-3 months",
    "last year",
    "+2 weekdays",
    "monday",
    "next friday",
    "monday next week",
    "this week",
    "first day of last month",
    "last friday of last month",
    "2026-01-31",
    "2026/01/31",
    "2026-01",
    "2026-W05-7",
    "31 January",
    "January 31, 2026",
    "1/31/2026",
    "january",
    "1999",
)


@pytest.mark.parametrize("text", STATING_A_TIME)
def test_an_expression_that_speaks_of_the_time_of_day_is_taken_to_the_second(text: str) -> None:
    expression = parse_bare_date_expression(text)
    assert expression.states_time
    assert expression.datetime(FRIDAY) == expression.instant(FRIDAY)


@pytest.mark.parametrize("text", STATING_NO_TIME)
def test_an_expression_that_speaks_of_days_only_is_the_beginning_of_its_day(text: str) -> None:
    expression = parse_bare_date_expression(text)
    assert not expression.states_time
    day = expression.instant(FRIDAY).date()
    assert expression.datetime(FRIDAY) == datetime(day.year, day.month, day.day, tzinfo=BUDAPEST)


def test_the_instant_keeps_the_time_of_day_where_the_datetime_does_not() -> None:
    expression = parse_date_expression("date: -7 days")
    assert expression.instant(FRIDAY).isoformat() == "2026-03-06T14:30:45+01:00"
    assert expression.datetime(FRIDAY).isoformat() == "2026-03-06T00:00:00+01:00"
    assert expression.date(FRIDAY) == date(2026, 3, 6)


def test_the_date_is_the_day_in_the_zone_of_the_moment() -> None:
    expression = parse_date_expression("date: 2026-01-31T23:30:00Z")
    assert expression.date(FRIDAY) == date(2026, 2, 1)
    assert expression.date(FRIDAY.astimezone(UTC)) == date(2026, 1, 31)


def test_results_are_in_the_zone_of_the_moment_itself() -> None:
    expression = parse_date_expression("date: now")
    assert expression.instant(FRIDAY).tzinfo is BUDAPEST
    assert expression.datetime(FRIDAY).tzinfo is BUDAPEST
    assert parse_date_expression("date: today").datetime(FRIDAY).tzinfo is BUDAPEST


def test_a_moment_is_read_in_whole_seconds() -> None:
    expression = parse_date_expression("date: -1 hour")
    precise = FRIDAY + timedelta(microseconds=999_999)
    assert expression.instant(precise) == expression.instant(FRIDAY)


def test_a_skipped_midnight_is_replaced_by_the_first_time_of_the_day() -> None:
    santiago = ZoneInfo("America/Santiago")
    moment = datetime(2025, 9, 10, 12, 0, tzinfo=santiago)
    assert parse_date_expression("date: -3 days").datetime(moment).isoformat() == (
        "2025-09-07T01:00:00-03:00"
    )


def test_a_day_begins_where_the_clocks_jump_over_midnight_from_the_evening_before() -> None:
    toronto = ZoneInfo("America/Toronto")  # 1919-03-30 23:30 was followed by 1919-03-31 00:30
    moment = datetime(1919, 4, 1, 12, 0, tzinfo=toronto)
    assert parse_date_expression("date: yesterday").datetime(moment).isoformat() == (
        "1919-03-31T00:30:00-04:00"
    )


def test_a_repeated_midnight_is_the_first_of_the_two() -> None:
    havana = ZoneInfo("America/Havana")  # 2025-11-02 01:00 was followed by 00:00
    moment = datetime(2025, 11, 5, 12, 0, tzinfo=havana)
    assert parse_date_expression("date: -3 days").datetime(moment).isoformat() == (
        "2025-11-02T00:00:00-04:00"
    )


def test_a_result_on_the_last_day_of_all_is_still_given() -> None:
    expression = parse_date_expression("date: 9999-12-31 23:59:59")
    assert expression.instant(FRIDAY.astimezone(UTC)) == datetime(
        9999, 12, 31, 23, 59, 59, tzinfo=UTC
    )


def test_a_result_that_only_this_moment_leads_out_of_the_calendar_is_an_error_then() -> None:
    expression = parse_date_expression("date: +7990 years")
    with pytest.raises(InvalidDateExpression, match="leads out of the years 1 to 9999"):
        expression.instant(FRIDAY)


def test_a_naive_moment_is_a_mistake_of_the_caller() -> None:
    expression = parse_date_expression("date: today")
    with pytest.raises(ValueError, match="has no time zone") as caught:
        expression.date(FRIDAY.replace(tzinfo=None))
    assert not isinstance(caught.value, InvalidDateExpression)


@pytest.mark.parametrize("text", ["date: -7 days", "DATE:-7 days", "  Date:\t-7 days  "])
def test_the_prefix_is_free_in_case_and_blanks(text: str) -> None:
    assert is_date_expression(text)
    assert parse_date_expression(text).date(FRIDAY) == date(2026, 3, 6)


@pytest.mark.parametrize(
    "value", ["-7 days", "2026-01-31", "update: x", "", "date", 7, None, FRIDAY]
)
def test_a_value_without_the_prefix_is_no_date_expression(value: object) -> None:
    assert not is_date_expression(value)


def test_a_wrong_expression_still_counts_as_one_so_that_it_is_reported() -> None:
    assert is_date_expression("date: garbage")


def test_an_expression_is_a_value() -> None:
    expression = parse_date_expression("date: -7 days")
    assert expression == parse_date_expression("date: -7 days")
    assert len({expression, parse_date_expression("date: -7 days")}) == 1
    assert expression.text == "date: -7 days"
    with pytest.raises(FrozenInstanceError):
        expression.text = "date: today"  # type: ignore[misc]  # the assignment is the test


def test_an_expression_counts_anew_from_every_moment() -> None:
    expression = parse_date_expression("date: first day of last month")
    days = [expression.date(FRIDAY + timedelta(days=days)) for days in (0, 31, 0)]
    assert days == [date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 1)]
