"""Whatever stands in a file, its reader is told about mistakes and nothing else happens."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import export_files
from antavo_export.config.loader import build_export, build_from_data, load_export
from antavo_export.config.yaml_source import YamlSource
from antavo_export.errors import ConfigError

FILE = Path("export.yaml")
CATALOG = load_catalog()
SHIPPED = [
    file.read_text(encoding="utf-8")
    for file in sorted(export_files(Path(__file__).parents[3] / "export_configs"))
]
BROKEN = [
    file.read_bytes().decode("utf-8", "replace")
    for file in sorted((Path(__file__).parents[2] / "golden" / "broken").glob("*.yaml"))
    if "bomb" not in file.stem and "very_deep" not in file.stem  # each takes a second
]
WORDS = [
    "name", "model", "customers", "filters", "none", "fields", "all", "from", "to", "default",
    "replace", "aggregation", "aggregate", "group", "file", "format", "json", "csv", "delimiter",
    "schedule", "weekly", "monthly", "on", "at", "target", "type", "sftp", "path", "connection",
    "attribute", "operator", "equals", "between", "value", "score", "status", "birth_date",
    "date: -7 days", "{{ export }}", "{% for %}", "true", "~", "-1", "1.50", "2026-03-31", "05:30",
]  # fmt: skip
MARKS = [
    "- ", ": ", ":", ",", "[", "]", "{", "}", "\n", "  ", "#", "&a ", "*a", "!!str ", "<<", "?",
    "|", ">",
    "'", '"', "%", "@", "\t", "\x00", "\ufeff", "---", "...", "\x85", "\u2028", "\r", "\\",
]  # fmt: skip
LINE_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # those of YAML 1.1
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=40).map(
    "".join
)


def answer(text: str) -> str:
    """Return the export's name, or the mistakes, each of them with a line that exists."""
    try:
        return build_export("export", YamlSource(FILE, text), CATALOG).config.name
    except ConfigError as error:
        mistakes = error.mistakes
    lines = len(LINE_BREAKS.split(text))
    assert [mistake for mistake in mistakes if not 1 <= mistake.line <= lines] == []
    assert [mistake for mistake in mistakes if "\n" in str(mistake)] == []
    return "\n".join(map(str, mistakes))


@given(TEXTS)
@settings(max_examples=500)
def test_any_text_is_an_export_or_a_list_of_mistakes(text: str) -> None:
    assert answer(text)


@given(st.sampled_from(SHIPPED + BROKEN), st.data())
@settings(max_examples=500)
def test_a_file_somebody_has_fumbled_with_is_an_export_or_a_list_of_mistakes(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 20, len(text))))
    instead = data.draw(st.sampled_from(["", *WORDS, *MARKS]) | st.text(max_size=5))

    assert answer(text[:start] + instead + text[end:])


@given(st.binary(max_size=300))
def test_any_bytes_are_an_export_or_a_list_of_mistakes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(content)

    with pytest.raises(ConfigError) as raised:
        load_export(file, CATALOG)

    assert raised.value.mistakes


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=15,
)
KEYS = ["name", "timezone", "filters", "aggregate", "fields", "file", "schedule", "target",
        "notify", "owner", "tags", "connection", "max_parallel"]  # fmt: skip


@given(st.fixed_dictionaries({"model": st.just("customers") | VALUES},
                             optional=dict.fromkeys(KEYS, VALUES)))  # fmt: skip
@settings(max_examples=500)
def test_any_data_is_an_export_or_a_list_of_mistakes(data: dict[str, object]) -> None:
    try:
        said = build_from_data("export", data, CATALOG, origin=FILE).config.name
    except ConfigError as error:
        said = str(error)
    assert said
