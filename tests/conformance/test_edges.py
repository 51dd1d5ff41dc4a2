"""Single cases worth a name of their own, most of them once got wrong."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.conformance.both import MOMENT, Both
from tests.conformance.configs import Column, Config, Constant, Criterion, FileOptions

KEY = Column("_id")
JSON = FileOptions(format="json", any_model=True)


def _keeping(attribute: str, operator: str, operand: str | Decimal, zone: str = "UTC") -> Config:
    criterion = Criterion(attribute, operator, operand)
    return Config("customers", (KEY, Column(attribute)), ((criterion,),), timezone=zone)


@pytest.mark.parametrize("operator", ["equals", "gt", "lte"])
@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Europe/Budapest", "2026-10-25T01:30:00+00:00"),
        ("Australia/Lord_Howe", "2026-04-04T15:15:00+00:00"),
    ],
)
def test_a_second_of_the_repeated_hour_is_as_long_as_any_other(
    both: Both, zone: str, instant: str, operator: str
) -> None:
    both.agree(_keeping("last_login_at", operator, instant, zone))


def test_now_inside_the_repeated_hour_is_the_second_it_names(both: Both) -> None:
    moment = datetime(2026, 10, 25, 1, 30, 0, tzinfo=UTC)
    config = _keeping("created_at", "equals", "date: now", "Europe/Budapest")
    assert both.agree(config, moment).rows


@pytest.mark.parametrize("operator", ["equals", "gt", "gte", "lt", "lte"])
def test_an_operand_with_a_fraction_is_the_second_it_lies_in(both: Both, operator: str) -> None:
    both.agree(_keeping("last_login_at", operator, "2026-03-13T13:30:45.7Z"))


@pytest.mark.parametrize("operator", ["equals", "not_equals", "gt", "gte", "lt", "lte"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Budapest", "America/New_York"])
def test_the_first_and_the_last_day_of_the_calendar_are_days(
    both: Both, zone: str, day: str, operator: str
) -> None:
    both.agree(_keeping("last_login_at", operator, day, zone))
    both.agree(_keeping("birth_date", operator, day, zone))


@pytest.mark.parametrize("key", ["9999-12-31", "0001-01-01"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_replaced(both: Both, key: str) -> None:
    for name in ("last_login_at", "birth_date"):
        column = Column(name, replace={key: "never"})
        both.agree(Config("customers", (KEY, column), timezone="Europe/Budapest"))


def test_a_filter_takes_a_decimal_with_many_zeros_behind_the_point(both: Both) -> None:
    assert both.agree(_keeping("score", "equals", Decimal("0.0000000001"))).rows


def test_a_day_of_the_year_0000_in_a_document_is_no_day(both: Both) -> None:
    names = ("tiers.default.since", "tiers.default.expdate")
    both.agree(Config("customers", (KEY, *map(Column, names))))
    both.agree(Config("events", (KEY, Column("change.at"))), MOMENT)


def test_a_number_below_a_document_counts_the_entries_of_an_array(both: Both) -> None:
    columns = (Column("id"), Column("after.0"), Column("before.0"))
    both.agree(Config("changes", columns))


def test_a_stored_empty_text_stays_one_where_replace_does_not_meet_it(both: Both) -> None:
    column = Column("email", replace={"abc": "ABC"})
    both.agree(Config("customers", (KEY, column)))
    both.agree(Config("customers", (KEY, column), file=JSON))


@pytest.mark.parametrize("name", ["tiers", "labels", "segment", "email", "score", "status"])
@pytest.mark.parametrize("file", [FileOptions(), JSON])
def test_default_stands_for_whatever_the_filter_calls_empty(
    both: Both, name: str, file: FileOptions
) -> None:
    both.agree(Config("customers", (KEY, Column(name, default="none")), file=file))
    replacing = Column(name, replace={"": "nothing", "[]": "a list", "a": None}, default=0)
    if name not in {"score", "status"}:
        both.agree(Config("customers", (KEY, replacing), file=file))


@pytest.mark.parametrize("file", [FileOptions(), JSON])
def test_a_list_that_shows_nothing_is_filled_in_by_every_format(
    both: Both, file: FileOptions
) -> None:
    expected = both.agree(Config("customers", (KEY, Column("labels", default="none")), file=file))
    assert not [row[1].value for row in expected.rows if row[1].value in ([], [""], [None])]


def test_a_text_that_ends_copy_s_data_is_written_beside_others_without_an_enclosure(
    both: Both,
) -> None:
    email = Column("email", replace={"abc": "\\."})
    filters = ((Criterion("email", "equals", "abc"),),)
    config = Config("customers", (KEY, email), filters, file=FileOptions(enclosure="none"))
    assert both.agree(config).rows
    assert both.agree(replace(config, columns=(email,))).rows


def test_empty_lists_and_no_lists_are_one_group(both: Both) -> None:
    columns = (Column("labels", aggregation="group"), Column("_id", aggregation="count"))
    both.agree(Config("customers", columns, aggregate=True))
    both.agree(Config("customers", columns, aggregate=True, file=JSON))


def test_constants_are_written_without_an_exponent(both: Both) -> None:
    small = Decimal("0.00000012")
    column = Column("purchase_count", replace={7: small}, default=small)
    both.agree(Config("customers", (KEY, column)))
    both.agree(Config("customers", (KEY, column), file=JSON))


@pytest.mark.parametrize("entries", [5, 6, 10_000])
def test_replace_finds_its_keys_in_maps_of_any_size(both: Both, entries: int) -> None:
    table: dict[Constant, Constant] = {f"no {index}": index for index in range(entries - 3)}
    texts = Column("email", replace={**table, "abc": None, "it's": 'it "is"', "": 7}, default="-")
    numbers: dict[Constant, Constant] = {
        Decimal(index): f"n{index}" for index in range(1000, 997 + entries)
    }
    points = Column("score", replace={**numbers, Decimal("7.5"): "many", 0: True, "": "no"})
    for file in (FileOptions(), JSON):
        both.agree(Config("customers", (KEY, texts, points), file=file))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("score", Decimal("7.5")),
        ("score", "7.500"),
        ("purchase_count", 7),
        ("tiers.default.manual", True),
        ("tiers.default.manual", "no"),
        ("last_login_at", "2026-03-13 14:30:45"),
        ("last_login_at", "2026-03-13T13:30:45Z"),
        ("last_login_at", "2026-10-25 02:30:00"),
        ("birth_date", "2026-03-13"),
        ("birth_date", "date: today"),
        ("labels", "a,b"),
        ("tiers", "{}"),
        ("status", "active"),
    ],
)
def test_replace_compares_with_stored_values_not_with_their_spelling(
    both: Both, name: str, key: Constant
) -> None:
    column = Column(name, replace={key: "met"})
    for file in (FileOptions(), JSON):
        config = Config("customers", (KEY, column), timezone="Europe/Budapest", file=file)
        expected = both.agree(config)
        assert any(row[1].value == "met" for row in expected.rows)
