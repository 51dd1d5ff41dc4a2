"""What a date: expression means, from the command line."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antavo_export.cli.main import main
from tests.fixtures.command_line import CommandLine

FRIDAY = "2026-03-13T14:30:45+01:00"


@pytest.mark.parametrize(
    ("expression", "instant", "date", "datetime_"),
    [
        ("date: -7 days", "2026-03-06T14:30:45+01:00", "2026-03-06", "2026-03-06 00:00:00"),
        ("date: today", "2026-03-13T00:00:00+01:00", "2026-03-13", "2026-03-13 00:00:00"),
        ("date: noon", "2026-03-13T12:00:00+01:00", "2026-03-13", "2026-03-13 12:00:00"),
        ("date: -2 hours", "2026-03-13T12:30:45+01:00", "2026-03-13", "2026-03-13 12:30:45"),
        ("DATE:first day of next month", "2026-04-01T14:30:45+02:00", "2026-04-01",
         "2026-04-01 00:00:00"),
    ],
)  # fmt: skip
def test_an_expression_is_an_instant_a_date_and_a_datetime(
    antavo_export: CommandLine, expression: str, instant: str, date: str, datetime_: str
) -> None:
    answer = antavo_export("date", expression, "--at", FRIDAY, "--timezone", "Europe/Budapest")

    assert answer.code == 0
    assert json.loads(answer.out) == {"instant": instant, "date": date, "datetime": datetime_}
    assert answer.err == ""


def test_the_prefix_may_be_left_out(antavo_export: CommandLine) -> None:
    answer = antavo_export("date", "-3 months", "--at", FRIDAY)

    assert json.loads(answer.out)["instant"] == "2025-12-13T13:30:45+00:00"


def test_an_instant_without_an_offset_is_in_the_zone(antavo_export: CommandLine) -> None:
    answer = antavo_export(
        "date", "date: now", "--at", "2026-03-13T14:30:45", "--timezone", "Europe/Budapest"
    )

    assert json.loads(answer.out)["instant"] == FRIDAY


def test_a_day_alone_is_its_midnight(antavo_export: CommandLine) -> None:
    answer = antavo_export(
        "date", "date: +1 hour", "--at", "2026-03-13", "--timezone", "Asia/Tokyo"
    )

    assert json.loads(answer.out)["instant"] == "2026-03-13T01:00:00+09:00"


def test_without_an_instant_now_is_meant(antavo_export: CommandLine) -> None:
    before = datetime.fromisoformat(json.loads(antavo_export("date", "date: now").out)["instant"])
    after = datetime.fromisoformat(json.loads(antavo_export("date", "date: now").out)["instant"])

    assert before <= after
    assert before.year >= 2026


@pytest.mark.parametrize("expression", ["date: garbage", "date:", "", "date: 2026-13-01", "week"])
def test_an_invalid_expression_is_a_message_and_exit_1(
    antavo_export: CommandLine, expression: str
) -> None:
    answer = antavo_export("date", expression, "--at", FRIDAY)

    assert answer.code == 1
    assert answer.out == ""
    assert "valid examples: 'date: -7 days'" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--at", "tomorrow"], "--at: 'tomorrow' is no instant; write 2026-03-31, "),
        (["--timezone", "Europe/Budapst"], "did you mean 'Europe/Budapest'?"),
        (["--timezone", "+02:00"], "'+02:00' is no IANA time zone"),
        (["--timezone", ""], "'' is no IANA time zone"),
        (["--timezone", "../../etc/passwd"], "is no IANA time zone"),
    ],
)
def test_a_wrong_argument_is_told_and_exit_2(
    antavo_export: CommandLine, arguments: list[str], message: str
) -> None:
    answer = antavo_export("date", "date: now", *arguments)

    assert answer.code == 2
    assert message in answer.err


@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused(text: str) -> None:
    assert main(["date", "--at", FRIDAY, "--", text]) in {0, 1}
