"""Every example of docs/date-expressions.md says the truth."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from antavo_export.expressions.dates import InvalidDateExpression, parse_date_expression

PAGE = Path(__file__).parents[3] / "docs" / "date-expressions.md"
MOMENT = re.compile(r"Counted from `(?P<moment>[^`]+)` in `(?P<zone>[^`]+)`")
RESULT = re.compile(
    r"\| `(?P<text>date:[^`]*)` \| (?P<date>\d{4}-\d\d-\d\d) \| (?P<datetime>[^|]+) \|"
)
REFUSAL = re.compile(r"\| `(?P<text>date:[^`]*)` \| [^|]*[a-z][^|]* \|$")


def results() -> Iterator[Any]:
    moment = None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if counted := MOMENT.search(line):
            zone = ZoneInfo(counted["zone"])
            moment = datetime.fromisoformat(counted["moment"]).replace(tzinfo=zone)
        if row := RESULT.fullmatch(line):
            name = f"{row['text']} at {moment}"
            yield pytest.param(moment, row["text"], row["date"], row["datetime"].strip(), id=name)


def refusals() -> list[str]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [row["text"] for line in lines if (row := REFUSAL.fullmatch(line))]


@pytest.mark.parametrize(("moment", "text", "day", "time"), list(results()))
def test_an_example_gives_the_documented_day_and_time(
    moment: datetime, text: str, day: str, time: str
) -> None:
    expression = parse_date_expression(text)
    assert expression.date(moment).isoformat() == day
    assert expression.datetime(moment).strftime("%Y-%m-%d %H:%M:%S") == time


@pytest.mark.parametrize("text", refusals())
def test_what_the_page_calls_refused_is_refused(text: str) -> None:
    with pytest.raises(InvalidDateExpression):
        parse_date_expression(text)


def test_every_row_with_an_expression_is_executed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^\| `date:", page)) == len(list(results())) + len(refusals())


def vocabulary() -> list[str]:
    section = PAGE.read_text(encoding="utf-8").split("## What can be said")[1].split("\n## ")[0]
    rows = [line.split("|")[2] for line in section.splitlines() if line.startswith("| ")]
    return sorted({word for row in rows for word in re.findall(r"`([^`]+)`", row)})


def understood(text: str) -> bool:
    try:
        parse_date_expression(f"date: {text}")
    except InvalidDateExpression:
        return False
    return True


@pytest.mark.parametrize("word", vocabulary())
def test_what_the_page_says_can_be_said_is_understood(word: str) -> None:
    contexts = ("{}", "1 {}", "1 day {}", "{} day", "12:00 {}", "{} 7pm")
    assert any(understood(context.format(word)) for context in contexts)


def test_the_vocabulary_of_the_page_is_found() -> None:
    assert {"fortnight", "twelfth", "31 January 2026", "7:15 am", "PST"} <= set(vocabulary())
