"""What a place of the configuration knows."""

import pytest

from antavo_export.config.export_config import ExportConfig
from antavo_export.config.section_keys import choices_at, example_at, keys_at, tags_at

Loc = tuple[str | int, ...]
SHARED_BY_TARGETS = {"type", "connection", "path", "if_exists", "verify", "done_file",
                     "checksum_file", "create_folders", "mode"}  # fmt: skip


@pytest.mark.parametrize(
    ("loc", "keys"),
    [
        (("x",), set(ExportConfig.model_fields)),
        (("fields", 3, "x"), {"from", "to", "default", "replace", "aggregation"}),
        (("filters", 0, 1, "x"), {"attribute", "operator", "value"}),
        (("file", "psv", "x"), {"format", "header", "archive"}),
        (("target", "sftp", "x"), SHARED_BY_TARGETS | {"owner"}),
        (("target", "tuple[tagged-union,...]", 2, "ftp", "x"), SHARED_BY_TARGETS | {"passive"}),
        (("schedule", "OnDate", "x"), {"on", "at", "timezone", "paused"}),
    ],
)
def test_a_section_knows_its_keys_by_the_names_people_write(loc: Loc, keys: set[str]) -> None:
    assert keys_at(ExportConfig, loc) == keys


def test_where_the_kind_is_not_known_the_keys_of_all_kinds_count() -> None:
    assert {"owner", "passive", "encryption"} <= keys_at(ExportConfig, ("target", "x"))


@pytest.mark.parametrize(
    ("loc", "choices"),
    [
        (("file", "csv", "newline"), ["lf", "crlf", "cr"]),
        (("file", "csv", "enclosure"), ['"', "'", "none"]),
        (("target", "ftps", "encryption"), ["explicit", "implicit"]),
        (("filters", "literal['none']"), ["none"]),
        (("name",), []),
    ],
)
def test_a_field_knows_its_words_in_the_order_of_their_declaration(
    loc: Loc, choices: list[str]
) -> None:
    assert choices_at(ExportConfig, loc) == choices


def test_sections_know_the_words_that_choose_between_them() -> None:
    assert tags_at(ExportConfig, ("target",), "type") == ["sftp", "ftps", "ftp"]
    assert tags_at(ExportConfig, ("file",), "format") == ["csv", "psv", "json"]


def test_a_field_knows_an_example() -> None:
    assert example_at(ExportConfig, ("notify", 2)) == "crm@example.com"
    assert example_at(ExportConfig, ("target", "sftp", "mode")) == "0640"
    assert example_at(ExportConfig, ("name",)) is None
