"""From a file to an export."""

from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import build_from_data, load_export
from antavo_export.errors import ConfigError

TEXT = "name: A\nmodel: customers\nfilters: none\nfields: all\n"


def mistakes(file: Path, text: str | None = None) -> list[str]:
    """Return what is wrong with a file, its folder left out."""
    with pytest.raises(ConfigError) as raised:
        load_export(file, load_catalog(), text=text)
    return [str(mistake).replace(f"{file.parent}/", "") for mistake in raised.value.mistakes]


def test_the_id_of_an_export_is_its_file_s_stem(tmp_path: Path) -> None:
    (tmp_path / "weekly-2.yaml").write_text(TEXT)

    export = load_export(tmp_path / "weekly-2.yaml", load_catalog())

    assert export.export_id == "weekly-2"
    assert export.model.name == "customers"
    assert export.titles == tuple(export.model.fields)


@pytest.mark.parametrize("stem", ["a b", "a.b", "é", "-a", "_a", "a" * 201, "a'b", "a\nb"])
def test_a_name_that_airflow_or_a_path_would_stumble_over_is_no_id(
    tmp_path: Path, stem: str
) -> None:
    assert "the file's name is the export's id" in mistakes(tmp_path / f"{stem}.yaml", TEXT)[0]


def test_a_mistake_in_the_defaults_is_told_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "_defaults.yaml").write_text(
        "timezone: UTC\ntarget:\n  type: sftp\n  connexion: partner\n"
    )
    text = TEXT + "target: {path: /in/}\n"

    assert mistakes(tmp_path / "a.yaml", text) == [
        "_defaults.yaml:4: target.connexion: unknown key; did you mean 'connection'?",
    ]


def test_a_text_that_is_not_written_yet_is_checked_like_a_file(tmp_path: Path) -> None:
    assert load_export(tmp_path / "a.yaml", load_catalog(), text=TEXT).config.name == "A"
    assert not (tmp_path / "a.yaml").exists()


@pytest.mark.parametrize("key", ["timezone", "schedule", "owner"])
def test_half_a_surrogate_pair_is_a_mistake_wherever_it_stands(key: str) -> None:
    data = {"name": "A", "model": "customers", "filters": "none", "fields": "all", key: "\ud800"}

    with pytest.raises(ConfigError, match=f"conf:1: {key}: text cannot hold NUL or half a surr"):
        build_from_data("a", data, load_catalog(), origin=Path("conf"))


def test_plain_data_is_checked_like_a_file() -> None:
    data = {"name": "A", "model": "custommers", "filters": "none", "fields": "all"}

    with pytest.raises(ConfigError) as raised:
        build_from_data("a", data, load_catalog(), origin=Path("conf"))

    assert str(raised.value) == (
        "conf:1: model: there is no data model 'custommers'; did you mean 'customers'?"
    )


@pytest.mark.parametrize(
    "schedule", ["manual", "{manual: true}", "{manual: true, paused: true}", "{manual: yes}"]
)
def test_an_export_that_only_people_start_can_have_no_deadline(
    tmp_path: Path, schedule: str
) -> None:
    text = f"{TEXT}schedule: {schedule}\ndeadline: +2h\n"

    assert mistakes(tmp_path / "a.yaml", text) == [
        "a.yaml:6: deadline: is for scheduled runs, and this export has none; give it a schedule"
    ]


def test_values_of_a_filter_are_checked_even_where_another_part_is_broken(tmp_path: Path) -> None:
    text = TEXT.replace("none", "[[{attribute: score, operator: gt, value: x}]]").replace(
        "name: A\n", ""
    )

    assert mistakes(tmp_path / "a.yaml", text) == [
        "a.yaml:1: name: is missing",
        "a.yaml:2: filters.0.0.value: expected a number such as 12.50, not 'x'",
    ]


@pytest.mark.parametrize(
    "value", ["sftp://anna:hunter2@host/x", "postgresql://anna:hunter2@host/x?a=b"]
)
@pytest.mark.parametrize(
    "key", ["model", "target", "connection", "file", "schedule", "fields", "notify", "timezone"]
)
def test_a_password_is_not_repeated(tmp_path: Path, key: str, value: str) -> None:
    lines = [line for line in TEXT.splitlines() if not line.startswith(key)]

    told = mistakes(tmp_path / "a.yaml", "\n".join([*lines, f"{key}: {value}"]))

    assert told
    assert "hunter2" not in str(told)
