"""The driver's errors, told as what to do about them."""

import pytest

from antavo_export.errors import (
    ExtractionInterruptedError,
    ExtractionRefusedError,
    UnwritableValueError,
)
from antavo_export.pipeline.database_errors import explained
from antavo_export.sql.delimited import BREAKS_THE_FILE, ROW_FOLLOWS


@pytest.mark.parametrize(
    ("sqlstate", "message"),
    [
        (None, "server closed the connection unexpectedly"),
        (None, "connection refused"),
        ("08006", "connection failure"),
        ("40001", "canceling statement due to conflict with recovery"),
        ("53300", "sorry, too many clients already"),
        ("55P03", "canceling statement due to lock timeout"),
        ("57014", "canceling statement due to statement timeout"),
        ("57P01", "terminating connection due to administrator command"),
    ],
)
def test_troubles_that_pass_can_be_tried_again(sqlstate: str | None, message: str) -> None:
    assert isinstance(explained(sqlstate, message, "db"), ExtractionInterruptedError)


@pytest.mark.parametrize(
    ("sqlstate", "message"),
    [
        (None, 'FATAL:  password authentication failed for user "loyalty"'),
        (None, 'FATAL:  database "loyalty" does not exist'),
        ("28P01", "password authentication failed"),
        ("42P01", 'relation "loyalty.customers" does not exist'),
        ("42703", "column t.email does not exist"),
        ("42501", "permission denied for table customers"),
        ("22P02", 'invalid input syntax for type numeric: "12 points"'),
        ("21000", "more than one row returned by a subquery used as an expression"),
        ("P0001", "no points for anna@example.com"),
    ],
)
def test_what_somebody_must_change_is_not_tried_again(sqlstate: str | None, message: str) -> None:
    assert isinstance(explained(sqlstate, message, "db"), ExtractionRefusedError)


def test_names_are_quoted_and_values_are_not() -> None:
    assert "t.email" in str(explained("42703", "column t.email does not exist", "db"))
    for sqlstate in ("22P02", "22003", "P0001", "23514"):
        error = explained(sqlstate, 'invalid input: "anna@example.com"', "db")
        assert "anna" not in str(error)
        assert sqlstate in str(error)


def test_a_time_zone_that_the_server_does_not_know_is_named() -> None:
    error = explained("22023", 'invalid value for parameter "TimeZone": "Mars/Base"', "db")
    assert isinstance(error, ExtractionRefusedError)
    assert "its timezone" in str(error)
    assert "Mars/Base" in str(error)


def test_a_zone_out_of_a_row_is_not_told() -> None:
    assert "anna" not in str(explained("22023", 'time zone "anna" not recognized', "db"))


def breaking(title: str, row: str) -> str:
    return f"{BREAKS_THE_FILE}{title}{ROW_FOLLOWS}{row}"


def test_a_value_that_breaks_the_file_is_named_by_column_and_row() -> None:
    text = f'invalid input syntax for type date: "{breaking("Note of one", "_id Best of 2026")}"'
    error = explained("22007", text, "db")
    assert isinstance(error, UnwritableValueError)
    assert "'Note of one' in _id Best of 2026 contains" in str(error)
    assert "set file.enclosure" in str(error)


@pytest.mark.parametrize(
    ("before", "after"), [("»", "«"), ("« ", " »"), ("“", "”"), ("„", "“"), ("「", "」")]
)
def test_a_server_may_speak_any_language_of_a_value_that_breaks_the_file(
    before: str, after: str
) -> None:
    text = f"ungültige Eingabesyntax für Typ date: {before}{breaking('Note', '_id 65f1')}{after}"
    error = explained("22007", text, "db")
    assert isinstance(error, UnwritableValueError)
    assert "'Note' in _id 65f1 contains" in str(error)
