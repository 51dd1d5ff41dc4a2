"""What unquoted YAML scalars are."""

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from antavo_export.config.scalars import Scalar, plain_scalar


@pytest.mark.parametrize(
    "text",
    [
        "NO", "no", "Yes", "on", "OFF", "y", "n",  # YAML 1.1 reads these as booleans
        "05:30", "12:30:45", "190:20:30",  # and these as numbers of base 60
        "0123", "0x1F", "0o17", "0b1", "1_000", "+5", "1e3", "1E-7", ".5", "5.", ".inf", "-.INF",
        ".nan", "2026-03-31", "2026-03-31T05:00:00Z", "00", "-0123", "1.2.3", "1,5", "=", "<<",
        "0036301234567", "12345678901234567890", "nULL", "tRue", "True ", "1\u00a0", "١٢",
    ],
)  # fmt: skip
def test_what_could_be_meant_as_text_stays_text(text: str) -> None:
    assert plain_scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None),
        ("true", True), ("True", True), ("TRUE", True),
        ("false", False), ("False", False), ("FALSE", False),
        ("0", 0), ("-0", 0), ("7", 7), ("-42", -42), ("999999999999999999", 999999999999999999),
        ("0.5", Decimal("0.5")), ("-12.50", Decimal("-12.50")),
        ("12345678901234567890.5", Decimal("12345678901234567890.5")),
    ],
)  # fmt: skip
def test_what_is_plainly_more_becomes_it(text: str, value: Scalar) -> None:
    read = plain_scalar(text)

    assert read == value
    assert type(read) is type(value)


@given(st.integers(-(10**18) + 1, 10**18 - 1) | st.booleans() | st.none())
def test_numbers_and_constants_are_read_as_every_yaml_reader_does(value: Scalar) -> None:
    written = yaml.safe_dump(value).split("\n")[0]

    assert plain_scalar(written) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_decimals_keep_every_digit(value: Decimal) -> None:
    assert str(plain_scalar(f"{value:f}")) == f"{value:f}"
