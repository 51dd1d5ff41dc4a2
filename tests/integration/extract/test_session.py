"""What a role, a database or a connection may have set leaves no trace in a file."""

from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from antavo_export.errors import ExtractionRefusedError, UnwritableValueError
from antavo_export.pipeline.session import Session
from tests.integration.extract.exports import events_export
from tests.integration.extract.produced import Connect, leftovers, produced, visible

ALL = "filters: none\nfields: all\ntimezone: Europe/Budapest\n"
TIMEOUT = 2000  # ms; until it is lifted, also a busy machine has time for one statement
# Reads for at least half a second longer: every row sleeps for 10 ms.
TOO_LONG = """
filters: [[{attribute: id, operator: lte, value: 250}]]
fields: all
timezone: Europe/Budapest
max_parallel: 1
"""
ODD = (
    "-c TimeZone=Asia/Tokyo -c DateStyle=German -c IntervalStyle=postgres_verbose"
    " -c extra_float_digits=-5 -c bytea_output=escape -c search_path=bench"
    f" -c statement_timeout={TIMEOUT} -c client_encoding=LATIN1"
    " -c standard_conforming_strings=off"
)


def test_an_oddly_set_up_connection_gives_the_same_file(
    events_uri: str, connect: Connect, tmp_path: Path
) -> None:
    export = events_export(tmp_path, TOO_LONG, model="slow_events")
    odd = make_conninfo(events_uri, options=ODD)
    _, usual = produced(export, connect, tmp_path / "usual")
    _, same = produced(export, lambda: psycopg.connect(odd), tmp_path / "odd")
    assert same == usual


def test_nothing_can_be_written_and_the_settings_end_with_the_reading(events_uri: str) -> None:
    with psycopg.connect(events_uri) as connection:
        Session("Asia/Tokyo", "antavo-export " + "ű" * 40).pin(connection, ordered=True)
        shown = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("TimeZone", "transaction_isolation", "application_name")
        ]
        assert shown[:2] == [("Asia/Tokyo",), ("repeatable read",)]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("CREATE TABLE bench.mine ()")
        connection.rollback()
        assert connection.execute("SHOW application_name").fetchone() == ("",)


def test_a_missing_table_is_told_and_nothing_is_left(tmp_path: Path, empty_database: str) -> None:
    export = events_export(tmp_path, ALL)
    with pytest.raises(ExtractionRefusedError, match=r'relation "bench.events" does not exist'):
        produced(export, lambda: psycopg.connect(empty_database), tmp_path)
    assert visible(tmp_path) == leftovers(tmp_path) == []


def test_a_wrong_password_is_told_without_it(tmp_path: Path, events_uri: str) -> None:
    wrong = make_conninfo(events_uri, password="not the password")  # noqa: S106 - it is wrong
    with pytest.raises(ExtractionRefusedError, match="login is refused") as caught:
        produced(events_export(tmp_path, ALL), lambda: psycopg.connect(wrong), tmp_path)
    assert "not the password" not in str(caught.value)


@pytest.mark.parametrize("model", ["bench_events", "wide_events"])
def test_a_value_no_file_can_hold_is_told_by_column_and_row(
    connect: Connect, tmp_path: Path, model: str
) -> None:
    text = "filters: none\nfields: [{from: note, to: Note}]\nfile: {enclosure: none}\n"
    with pytest.raises(UnwritableValueError, match=r"'Note' in id \d+ contains the delimiter"):
        produced(events_export(tmp_path, text, model=model), connect, tmp_path)
    assert visible(tmp_path) == leftovers(tmp_path) == []
