"""Fields that can have a few values only, whatever their type."""

import pytest

from antavo_export.expressions.values import InvalidValueError, parse_value
from antavo_export.field_types import FieldType


@pytest.mark.parametrize(
    ("type_", "raw", "choices"),
    [
        (FieldType.INTEGER, 5, ("1", "5")),
        (FieldType.INTEGER, "+5", ("1", "5")),
        (FieldType.DECIMAL, "7.50", ("7.5",)),
        (FieldType.BOOLEAN, True, ("true",)),
        (FieldType.DATE, "2026-03-13", ("2026-03-13",)),
        (FieldType.ENUM, "active", ("active", "deleted")),
    ],
)
def test_a_possible_value_is_met_however_it_is_written(
    type_: FieldType, raw: object, choices: tuple[str, ...]
) -> None:
    assert parse_value(type_, raw, choices) == parse_value(type_, raw)


@pytest.mark.parametrize(
    ("type_", "raw", "said"),
    [
        (FieldType.INTEGER, 7, "'7' is not a possible value; use one of 1, none"),
        (FieldType.BOOLEAN, False, "false is not a possible value"),
        (FieldType.DATE, "2026-03-14", "'2026-03-14' is not a possible value"),
    ],
)
def test_another_value_is_refused_as_it_is_written(
    type_: FieldType, raw: object, said: str
) -> None:
    with pytest.raises(InvalidValueError, match=f"^{said}"):
        parse_value(type_, raw, ("1", "none"))
