"""``_defaults.yaml``: what the folders say for all of their exports."""

import os
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError
from antavo_export.formats import CsvFormat, JsonFormat, PsvFormat

EXPORT = "name: Stores\nmodel: stores\nfilters: none\nfields: all\n"
SFTP = "{type: sftp, connection: partner, path: /in/a.csv, if_exists: fail}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "export_configs"
    (folder / "crm").mkdir(parents=True)
    return folder


def load(root: Path, own: str = EXPORT) -> Export:
    file = root / "crm" / "stores.yaml"
    file.write_text(own, encoding="utf-8")
    return load_export(file, load_catalog())


def test_the_nearest_file_wins(root: Path) -> None:
    (root / "_defaults.yaml").write_text("owner: ops\ntimezone: Europe/Paris\n", encoding="utf-8")
    (root / "crm" / "_defaults.yaml").write_text("timezone: Europe/Rome\n", encoding="utf-8")

    config = load(root).config

    assert (config.owner, config.timezone) == ("ops", "Europe/Rome")


def test_sections_are_merged_key_by_key(root: Path) -> None:
    (root / "_defaults.yaml").write_text(f"target: {SFTP}\n", encoding="utf-8")

    (target,) = load(root, EXPORT + "target: {path: /in/stores.csv}\n").config.targets

    assert (target.connection, target.path, target.if_exists) == (
        "partner",
        "/in/stores.csv",
        "fail",
    )


def test_a_section_of_another_kind_replaces_the_default(root: Path) -> None:
    (root / "_defaults.yaml").write_text(
        f"target: {SFTP}\nschedule: {{daily: true, at: '05:00'}}\n", encoding="utf-8"
    )
    own = "target: {type: ftps, connection: p, path: a.csv}\nschedule: {weekly: [mon]}\n"

    config = load(root, EXPORT + own).config

    assert config.targets[0].if_exists == "replace"
    assert config.schedule.in_words().startswith("every Monday at 00:00")


@pytest.mark.parametrize("named", ["", "format: csv, "])
def test_defaults_without_a_format_hold_for_csv_named_or_not(root: Path, named: str) -> None:
    (root / "_defaults.yaml").write_text('file: {delimiter: ";", bom: true}\n', encoding="utf-8")

    file = load(root, EXPORT + f"file: {{{named}header: false}}\n").config.file

    assert file == CsvFormat(delimiter=";", bom=True, header=False)


def test_defaults_without_a_type_hold_for_a_target_of_any(root: Path) -> None:
    (root / "_defaults.yaml").write_text("target: {connection: partner}\n", encoding="utf-8")

    (target,) = load(root, EXPORT + "target: {type: sftp, path: /x.csv}\n").config.targets

    assert (target.type, target.connection, target.path) == ("sftp", "partner", "/x.csv")


def test_each_format_takes_the_keys_it_has_from_defaults_without_one(root: Path) -> None:
    (root / "_defaults.yaml").write_text(
        'file: {delimiter: ";", null: "-", archive: zip, header: false}\n', encoding="utf-8"
    )

    as_json = load(root, EXPORT + "file: {format: json, any_model: true}\n").config.file
    as_psv = load(root, EXPORT + "file: {format: psv}\n").config.file

    assert as_json == JsonFormat(format="json", any_model=True, archive="zip")
    assert as_psv == PsvFormat(format="psv", header=False, archive="zip")


@pytest.mark.parametrize("format_", ["json", "[json]", "jsno"])
def test_a_misspelt_key_of_the_defaults_is_told_whatever_the_format(
    root: Path, format_: str
) -> None:
    (root / "_defaults.yaml").write_text("file: {archvie: zip}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"archvie|format"):
        load(root, EXPORT + f"file: {{format: {format_}, any_model: true}}\n")


def test_a_mistake_names_the_file_it_stands_in(root: Path) -> None:
    defaults = root / "_defaults.yaml"
    defaults.write_text("owner: ops\ntimezone: Europe/Pariss\n", encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        load(root, EXPORT + "filtres: none\n")

    assert {(m.file.name, m.line, m.where) for m in error.value.mistakes} == {
        ("_defaults.yaml", 2, "timezone"),
        ("stores.yaml", 5, "filtres"),
    }


def test_defaults_above_the_folder_of_exports_do_not_count(root: Path) -> None:
    (root.parent / "_defaults.yaml").write_text("owner: nobody\n", encoding="utf-8")

    assert load(root).config.owner == "antavo-export"


def test_defaults_under_a_name_that_is_not_read_are_a_mistake(root: Path) -> None:
    (root / "_defaults.yml").write_text("owner: ops\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"_defaults\.yml:1: .* rename it to _defaults\.yaml"):
        load(root)


def test_defaults_that_link_to_nowhere_are_missed(root: Path) -> None:
    (root / "_defaults.yaml").symlink_to("gone.yaml")

    with pytest.raises(ConfigError, match=r"_defaults\.yaml:1: cannot be read: No such file"):
        load(root)


@pytest.mark.parametrize(("name", "text"), [("_defaults.yaml", EXPORT), ("pipe.yaml", None)])
@pytest.mark.timeout(10)
def test_a_pipe_is_not_waited_for(root: Path, name: str, text: str | None) -> None:
    os.mkfifo(root / name)

    with pytest.raises(ConfigError, match=f"{name}:1: is no file but a pipe or a device"):
        load_export(root / "pipe.yaml", load_catalog(), text=text)
