"""Tables for a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from antavo_export.cli.table import table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    lines = table(("id", "name"), [("1", "Anna"), ("1000", "B")])

    assert lines == "id    name\n----  ----\n1     Anna\n1000  B\n"


def test_a_table_without_rows_is_its_titles() -> None:
    assert table(("id",), []) == "id\n--\n"


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert table(("a", "b"), [("日本", "x"), ("e\u0301", "y")]) == (
        "a     b\n----  -\n日本  x\ne\u0301     y\n"
    )


def test_a_value_cannot_drive_the_terminal() -> None:
    shown = table(("t\x1b[2J",), [("\x1b]0;owned\x07",), ("two\nlines\t\r",), ("\u202eabc",)])

    assert shown.splitlines() == [
        "t\\x1b[2J",
        "----------------",
        "\\x1b]0;owned\\x07",
        "two\\nlines\\t\\r",
        "\\u202eabc",
    ]


def test_the_widest_column_gives_way_first() -> None:
    assert table(("id", "text"), [("12345", "x" * 40)], width=20).splitlines()[2] == (
        "12345  xxxxxxxxxxxx…"
    )


@given(
    rows=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5),
    width=st.none() | st.integers(10, 60),
)
def test_there_is_one_line_for_each_row_whatever_it_holds(
    rows: list[tuple[str, str]], width: int | None
) -> None:
    assert len(table(("a", "b"), rows, width=width).split("\n")) == len(rows) + 3
