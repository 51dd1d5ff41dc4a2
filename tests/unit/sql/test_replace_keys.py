"""The keys of ``replace`` as they are compared with in a statement."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import build_export
from antavo_export.config.yaml_source import YamlSource
from antavo_export.sql.compiler import compile_export

MOMENT = datetime(2026, 3, 13, 13, 30, 45, tzinfo=UTC)


def statement(fields: str) -> str:
    text = f"name: A\nmodel: customers\nfilters: none\nfields: [{fields}]\n"
    export = build_export("a", YamlSource(Path("a.yaml"), text), load_catalog())
    return compile_export(export, MOMENT).copy().as_string(None)


@pytest.mark.parametrize(
    ("key", "compared"),
    [
        ("123456789012345678901234567890.50", "123456789012345678901234567890.5"),
        ("-99999999999999999999999.500", "-99999999999999999999999.5"),
        ("1000.00", "1000"),
        ("'.5'", "0.5"),
        ("-0.00", "0"),
        ("0.0000000001", "0.0000000001"),
    ],
)
def test_a_number_is_compared_with_every_digit_and_no_zero_behind_them(
    key: str, compared: str
) -> None:
    assert f"WHEN '{compared}' THEN" in statement(f"{{from: score, replace: {{{key}: met}}}}")


def test_numbers_written_differently_are_texts_of_their_own() -> None:
    copy = statement("{from: email, replace: {1: one, 1.0: point}}")

    assert "WHEN '1' THEN 'one' WHEN '1.0' THEN 'point'" in copy
