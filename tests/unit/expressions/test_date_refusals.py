"""What is no date expression is refused with the word that is wrong, and never guessed."""

import re

import pytest

from antavo_export.expressions.dates import (
    InvalidDateExpression,
    parse_bare_date_expression,
    parse_date_expression,
)

BLAMED = {
    "garbage": "garbage",
    "-7 dyas": "dyas",
    "1 weekss": "weekss",
    "next wek": "wek",
    "mondy": "mondy",
    "eighth of": "of",
    "first day of jnuary": "jnuary",
    "monday or tuesday": "or",
    "today; tomorrow": ";",
    "2026-13-01": "2026-13-01",
    "+1 day -": "-",
    "12:00 IST": "IST",
    "7pm 8pm": "8pm",
    "2026-01-01 2026-01-02": "2026-01-02",
    "12:00 UTC +02:00": "+02:00",
    "-7": "-7",
    "today -7": "-7",
    "12:00 Europe/Budapest": "Europe/Budapest",
    "Back of 7pm": "Back of 7pm",
    "front of 12pm": "front of 12pm",
    "@1.5": "@1.5",
    "-500 ms": "ms",
    "20260131t70809": "20260131t70809",
    "jan 31 08.00.30": "jan 31 08.00.30",
    "first\u00a0day": "\\xa0",
    "to\u017fay": "\\u017f",
    "today\0": "\\x00",
    "+99999 years": "+99999 years",
}


@pytest.mark.parametrize(("text", "word"), BLAMED.items())
def test_the_error_names_the_word_that_was_not_understood(text: str, word: str) -> None:
    with pytest.raises(InvalidDateExpression) as caught:
        parse_bare_date_expression(text)
    assert caught.value.word == word
    assert str(caught.value).startswith(f"'{word}' ")


@pytest.mark.parametrize("text", ["garbage", "", "-7", "7pm 8pm", "+99999 years"])
def test_the_error_shows_two_expressions_that_are_right(text: str) -> None:
    with pytest.raises(InvalidDateExpression) as caught:
        parse_bare_date_expression(text)
    examples = re.findall(r"'(date: [^']+)'", str(caught.value).split("valid examples:")[1])
    assert len(examples) == 2
    for example in examples:
        parse_date_expression(example)


def test_the_error_proposes_the_word_that_may_have_been_meant() -> None:
    with pytest.raises(InvalidDateExpression, match="did you mean 'days'"):
        parse_date_expression("date: -7 dyas")


def test_a_known_word_in_the_wrong_place_is_not_proposed_for_itself() -> None:
    with pytest.raises(InvalidDateExpression, match="'week' is not understood where it stands"):
        parse_date_expression("date: week")


@pytest.mark.parametrize("text", ["", "  ", "date:", "date: \t"])
def test_an_empty_expression_is_refused(text: str) -> None:
    bare = text.removeprefix("date:")
    with pytest.raises(InvalidDateExpression, match="the date expression is empty"):
        parse_bare_date_expression(bare)


def test_a_text_without_the_prefix_is_told_about_it() -> None:
    with pytest.raises(InvalidDateExpression, match="'-7 days' does not begin with 'date:'"):
        parse_date_expression("-7 days")


def test_an_endless_text_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidDateExpression, match="is too long: 7000 characters, at most 200"):
        parse_bare_date_expression("+1 day," * 1000)


def test_the_error_is_a_value_error_so_that_validators_collect_it() -> None:
    assert issubclass(InvalidDateExpression, ValueError)
