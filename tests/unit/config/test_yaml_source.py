"""Strict reading of YAML, and where everything stands."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from antavo_export.config.yaml_source import YamlSource, read_yaml
from antavo_export.errors import ConfigError

FILE = Path("export.yaml")
TEXT = """\
# a comment
name: Weekly
filters:
  - - {attribute: status,
       value: [active, "NO"]}
    - attribute: score
fields: &all
  - from: a

  - from: 12
copy: *all
"""


def source(text: str) -> YamlSource:
    """Return a document that stands in no file."""
    return YamlSource(FILE, text)


def told(text: str) -> list[str]:
    """Return what is wrong with a text."""
    with pytest.raises(ConfigError) as raised:
        _ = source(text).data
    return [str(mistake) for mistake in raised.value.mistakes]


def test_numbers_that_are_equal_and_written_differently_are_keys_of_their_own() -> None:
    assert source("{1: one, 1.0: point, 1.00: two, '7': text}").data == {
        1: "one",
        "1.0": "point",
        "1.00": "two",
        "7": "text",
    }
    assert told("{1.0: a, 2: b, 1.0: c}") == [
        "export.yaml:1: '1.0' stands here twice, first on line 1"
    ]
    assert told("{1: a, 1.0: b, 1.0: c}") == [
        "export.yaml:1: '1.0' stands here twice, first on line 1"
    ]


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ((), 2),
        (("name",), 2),
        (("filters",), 4),
        (("filters", 0, 0), 4),
        (("filters", 0, 0, "value"), 5),
        (("filters", 0, 0, "value", 1), 5),
        (("filters", 0, 1, "attribute"), 6),
        (("fields", 1), 10),
        (("copy", 0, "from"), 8),
        (("filters", 0, 1, "operator"), 6),  # a key that is missing: where it belongs
        (("filters", 7), 4),
        (("nowhere", "at", "all"), 2),
    ],
)
def test_a_value_is_found_by_its_line(where: tuple[str | int, ...], line: int) -> None:
    assert source(TEXT).line(where) == line


def test_a_value_is_held_or_not() -> None:
    assert source(TEXT).holds(("filters", 0, 1, "attribute"))
    assert not source(TEXT).holds(("filters", 0, 1, "operator"))


def test_keys_keep_their_types() -> None:
    assert source("{7: a, 2.50: b, true: c, null: d, NO: e, 05:30: f}").data == {
        7: "a", Decimal("2.50"): "b", True: "c", None: "d", "NO": "e", "05:30": "f",
    }  # fmt: skip


def test_quotes_blocks_and_the_tag_str_keep_text() -> None:
    assert source("[1, \"1\", '1', !!str 1, \"true\", '']").data == [1, "1", "1", "1", "true", ""]
    assert source("a: |\n  1\nb: >-\n  true\n").data == {"a": "1\n", "b": "true"}


def test_an_alias_stands_for_what_its_anchor_holds() -> None:
    assert source("a: &x [1, 2]\nb: *x\n").data == {"a": [1, 2], "b": [1, 2]}


def test_every_mistake_of_a_document_is_told_at_once() -> None:
    assert told("a: 1\nb: !!binary aGk=\na: 2\nc: {<<: {}, d: !x e}\n") == [
        "export.yaml:2: b: the tag !!binary is not allowed; write plain YAML",
        "export.yaml:3: 'a' stands here twice, first on line 1",
        "export.yaml:4: c: merge keys (<<) are not supported; write the keys out, or put what all "
        "exports of a folder have in common into its _defaults.yaml",
        "export.yaml:4: c.d: the tag !x is not allowed; write plain YAML",
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "!!str [", "&a ["])
@pytest.mark.parametrize("times", [51, 100_000])
def test_nesting_without_end_is_refused_and_not_survived_by_luck(opening: str, times: int) -> None:
    assert len(told(opening * times)) == 1


def test_fifty_levels_are_read() -> None:
    assert isinstance(source("[" * 50 + "]" * 50).data, list)


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]

    assert "more than 200,000 values" in told("\n".join(lines))[0]


@pytest.mark.parametrize("text", ["&a [*a]", "&a {b: *a}", "&a {b: [{c: *a}]}"])
def test_an_alias_inside_itself_is_refused(text: str) -> None:
    assert told(text)[0].endswith("an alias stands inside itself")


def test_ten_thousand_wrong_lines_are_told_without_getting_slow() -> None:
    lines = "".join(f"k{i}: !no {i}\n" for i in range(10_000))

    assert len(told(lines)) == 10_000


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        (tmp_path / "x.yaml").write_bytes(mark + "name: Jörg\r\n".encode())

        assert read_yaml(tmp_path / "x.yaml").data == {"name": "Jörg"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: 1\nb: \xff\n", "x.yaml:2: not UTF-8 text; save it as UTF-8"),
        (b"#" * (4 * 1024 * 1024 + 1), "x.yaml:1: the file is larger than 4 MB"),
        (None, "x.yaml:1: cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "x.yaml").write_bytes(content)

    with pytest.raises(ConfigError) as raised:
        read_yaml(tmp_path / "x.yaml")

    assert str(raised.value) == f"{tmp_path}/{message}"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        read_yaml(tmp_path)


# PyYAML writes the next three bare in places where YAML takes them for the end of a line.
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"), max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | LINES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LINES, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_another_program_writes_as_yaml_is_read_back(value: object) -> None:
    written = yaml.safe_dump(value, allow_unicode=True, default_flow_style=None)

    assert source(written).data == value
