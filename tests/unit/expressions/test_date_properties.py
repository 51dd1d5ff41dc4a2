"""What holds for every date expression, whatever is said and whenever it is counted from."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from antavo_export.expressions.dates import (
    DateExpression,
    InvalidDateExpression,
    parse_bare_date_expression,
    parse_date_expression,
)
from antavo_export.expressions.dates.words import KEYWORDS, ORDINALS, UNITS, VOCABULARY, WEEKDAYS

BOUNDED = settings(max_examples=200, deadline=None, derandomize=True)

ZONES = ("UTC", "Europe/Budapest", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
MOMENTS = st.builds(
    lambda moment, zone: moment.astimezone(ZoneInfo(zone)),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy wants naive bounds and adds UTC
    st.sampled_from(ZONES),
)
PHRASES = ("of", "day of", "first day of", "last day of", "back of 7pm", "front of 5am", "31st")
NUMBERS = (
    "12",
    "--3",
    "2026",
    "2026-02-30",
    "2026-W05",
    "7pm",
    "24:00",
    "08:00:30",
    "+02:00",
    "@0",
)
PIECES = st.sampled_from((*VOCABULARY, *PHRASES, *NUMBERS, "UTC", *"+-,.:/\nTWx()\u00a0"))
MIXTURES = st.lists(PIECES, max_size=8).map(" ".join) | st.lists(PIECES, max_size=6).map("".join)
SHIFTS = st.builds(
    lambda number, unit: f"{number:+d} {unit}",
    st.integers(-500, 500),
    st.sampled_from(sorted({*UNITS, "weekdays"})),
)
TERMS = (
    SHIFTS
    | st.sampled_from([word for word in KEYWORDS if word != "ago"])
    | st.sampled_from(sorted(WEEKDAYS))
    | st.builds(
        "{} {}".format, st.sampled_from(sorted(ORDINALS)), st.sampled_from(sorted(WEEKDAYS))
    )
    | st.sampled_from(["first day of", "last day of", "next week", "last month", "sat last week"])
)
SENSIBLE = st.lists(TERMS, min_size=1, max_size=4).map(" ".join)


def parsed(text: str) -> DateExpression | None:
    try:
        return parse_bare_date_expression(text)
    except InvalidDateExpression:
        return None


@BOUNDED
@given(st.text(max_size=60) | MIXTURES, MOMENTS)
def test_any_text_is_either_refused_or_gives_a_result(text: str, moment: datetime) -> None:
    expression = parsed(text)
    if expression is None:
        return
    try:
        result = expression.instant(moment)
    except InvalidDateExpression:
        return
    assert result.tzinfo is moment.tzinfo
    assert result.microsecond == 0


@BOUNDED
@given(st.text(max_size=60))
def test_any_configured_text_is_refused_with_no_other_error(text: str) -> None:
    with suppress(InvalidDateExpression):
        assert parse_date_expression(text).text == text


@BOUNDED
@given(SENSIBLE, MOMENTS)
def test_terms_combine_freely_and_always_give_the_same(text: str, moment: datetime) -> None:
    first, second = parse_bare_date_expression(text), parse_bare_date_expression(text)
    assert first == second
    assert first.instant(moment) == second.instant(moment) == first.instant(moment)


@BOUNDED
@given(SENSIBLE, MOMENTS)
def test_case_and_blanks_do_not_matter(text: str, moment: datetime) -> None:
    plain = parse_bare_date_expression(text).instant(moment)
    assert parse_bare_date_expression(text.upper()).instant(moment) == plain
    assert parse_bare_date_expression(f"\n {text.title()}\t").instant(moment) == plain


@BOUNDED
@given(SENSIBLE, MOMENTS)
def test_date_datetime_and_instant_are_of_the_same_day(text: str, moment: datetime) -> None:
    expression = parse_bare_date_expression(text)
    day = expression.date(moment)
    assert expression.instant(moment).date() == day
    assert expression.datetime(moment).date() == day
    assert expression.datetime(moment) <= expression.instant(moment)


@BOUNDED
@given(st.lists(SHIFTS, min_size=1, max_size=4).map(" ".join), MOMENTS)
def test_ago_turns_every_number_round(text: str, moment: datetime) -> None:
    turned = text.translate(str.maketrans("+-", "-+"))
    ago = parse_bare_date_expression(f"{text} ago").instant(moment)
    assert ago == parse_bare_date_expression(turned).instant(moment)


@BOUNDED
@given(st.integers(-20_000, 20_000), MOMENTS)
def test_days_are_calendar_days(number: int, moment: datetime) -> None:
    expression = parse_bare_date_expression(f"{number:+d} days")
    expected = moment.date() + timedelta(days=number)
    # A whole day may be missing from a zone's calendar, an hour from a day; none is in these zones.
    assert expression.date(moment) == expected
