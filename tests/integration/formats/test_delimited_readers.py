"""What CSV and PSV files hold, as Python, pandas, DuckDB and Postgres read them."""

import csv
import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import pandas as pd
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from tests.integration.formats.texts import Writer, expected

DELIMITERS: Final = {
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "tab": "\t",
    "'^'": "^",
    "'.'": ".",
}
ENCLOSURES: Final = {"'\"'": '"', '"\'"': "'"}
NEWLINES: Final = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
QUOTINGS: Final = ("minimal", "all")
TITLES: Final = ["id", "value", "again"]
Written = Callable[[str], bytes]


class Choice(NamedTuple):
    """A dialect by the words that choose it in YAML."""

    delimiter_word: str
    enclosure_word: str
    quoting: str
    newline: str

    @property
    def section(self) -> str:
        """The file section that asks for it."""
        return (
            f"{{delimiter: {self.delimiter_word}, enclosure: {self.enclosure_word},"
            f" quoting: {self.quoting}, newline: {self.newline}}}"
        )

    @property
    def delimiter(self) -> str:
        """The character between two values."""
        return DELIMITERS[self.delimiter_word]

    @property
    def quote(self) -> str:
        """The character around a value."""
        return ENCLOSURES[self.enclosure_word]


CHOICES: Final = [
    Choice(*words) for words in itertools.product(DELIMITERS, ENCLOSURES, QUOTINGS, NEWLINES)
]
every_dialect = pytest.mark.parametrize("choice", CHOICES, ids="-".join)


def read_by_python(content: bytes, delimiter: str, quote: str) -> list[list[str]]:
    """Return the rows as Python's csv module reads them, refusing what is not quite right."""
    csv.field_size_limit(1 << 20)
    stream = io.StringIO(content.decode(), newline="")
    return list(csv.reader(stream, delimiter=delimiter, quotechar=quote, strict=True))


@every_dialect
def test_python_reads_what_was_stored(written: Written, choice: Choice) -> None:
    content = written(choice.section)

    assert read_by_python(content, choice.delimiter, choice.quote) == [TITLES, *expected()]
    assert content.endswith(NEWLINES[choice.newline].encode())


@every_dialect
def test_postgres_reads_what_was_stored(written: Written, texts_uri: str, choice: Choice) -> None:
    content = written(choice.section)

    with psycopg.connect(texts_uri) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE back (id text, value text, again text)")
        options = sql.SQL("(FORMAT csv, HEADER, DELIMITER {}, QUOTE {})").format(
            choice.delimiter, choice.quote
        )
        with cursor.copy(sql.SQL("COPY back FROM STDIN ") + options) as copy:
            copy.write(content)
        cursor.execute("SELECT id, coalesce(value, ''), coalesce(again, '') FROM back")
        assert [list(row) for row in cursor] == expected()


@every_dialect
def test_pandas_reads_what_was_stored(written: Written, choice: Choice) -> None:
    content = written(choice.section)

    frame = pd.read_csv(
        io.BytesIO(content),
        sep=choice.delimiter,
        quotechar=choice.quote,
        lineterminator="\r" if choice.newline == "cr" else None,
        dtype=str,
        keep_default_na=False,
    )

    assert [list(frame.columns), *frame.to_numpy().tolist()] == [TITLES, *expected()]


@every_dialect
def test_duckdb_reads_what_was_stored(written: Written, tmp_path: Path, choice: Choice) -> None:
    content = written(choice.section)

    options = {
        "delim": choice.delimiter,
        "quote": choice.quote,
        "escape": choice.quote,
        "new_line": {"lf": "\\n", "crlf": "\\r\\n", "cr": "\\r"}[choice.newline],
    }
    assert read_by_duckdb(content, tmp_path, options) == expected()


def read_by_duckdb(content: bytes, folder: Path, options: dict[str, Any]) -> list[list[str]]:
    """Return the rows as DuckDB reads them."""
    file = folder / "file.csv"
    file.write_bytes(content)
    rows = duckdb.execute(
        "SELECT id, coalesce(value, ''), coalesce(again, '') FROM read_csv($file, header = true,"
        " auto_detect = false, parallel = false, max_line_size = 10_000_000, delim = $delim,"
        " quote = $quote, escape = $escape, new_line = $new_line,"
        " columns = {'id': 'VARCHAR', 'value': 'VARCHAR', 'again': 'VARCHAR'})",
        {"file": str(file), **options},
    ).fetchall()
    return [list(row) for row in rows]


@pytest.mark.parametrize("quoting", QUOTINGS)
def test_a_text_for_empty_values_is_told_from_the_same_text(writer: Writer, quoting: str) -> None:
    content = writer.write(f'{{"null": "NULL", quoting: {quoting}}}')

    with psycopg.connect(writer.uri) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE back (id text, value text, again text)")
        with cursor.copy("COPY back FROM STDIN (FORMAT csv, HEADER, NULL 'NULL')") as copy:
            copy.write(content)
        cursor.execute("SELECT value FROM back")
        stored = [text or None for _, text, _ in expected()]
        assert [value for (value,) in cursor] == stored
    assert read_by_python(content, ",", '"')[1:] == expected("NULL")


def test_a_pipe_separated_file_is_read_too(writer: Writer) -> None:
    assert read_by_python(writer.write("{format: psv}"), "|", '"') == [TITLES, *expected()]


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("quoting", QUOTINGS)
def test_a_single_column_has_a_line_for_every_row(
    writer: Writer, quoting: str, newline: str
) -> None:
    content = writer.write(f"{{quoting: {quoting}, newline: {newline}}}", fields="[{from: value}]")

    assert read_by_python(content, ",", '"') == [["value"], *([text] for _, text, _ in expected())]
    frame = pd.read_csv(
        io.BytesIO(content),
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,  # pandas takes a line of a single space for a blank one
        lineterminator="\r" if newline == "cr" else None,
    )
    assert frame["value"].tolist() == [text for _, text, _ in expected()]


STORABLE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
AWKWARD = st.text(st.sampled_from("\"',;|\t\n\r\\.\x01\x02 aN"), max_size=8)


@given(
    texts=st.lists(st.none() | STORABLE | AWKWARD, max_size=20),
    choice=st.sampled_from(CHOICES),
)
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example fills it anew
)
def test_whatever_is_stored_python_reads_it_back(
    own_writer: Writer, texts: list[str | None], choice: Choice
) -> None:
    own_writer.replace(texts)

    content = own_writer.write(choice.section)

    rows = read_by_python(content, choice.delimiter, choice.quote)
    assert rows == [TITLES, *expected(texts=texts)]
