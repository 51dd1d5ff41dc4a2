"""What the conf of a run may say, and what comes of it."""

from pathlib import Path
from typing import Any

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError
from antavo_export.orchestration.run_form import export_in_conf, export_of_run

CATALOG = load_catalog()
STORES: dict[str, Any] = {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}
TEXT = "name: Stores\nmodel: stores\nfilters: none\nfields: all\n"


def mistakes(conf: dict[str, Any]) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        export_in_conf("antavo_export_once", conf, CATALOG)
    return list(map(str, raised.value.mistakes))


@pytest.mark.parametrize(
    "conf",
    [
        {"timezone": "Europe/Budapest"},
        {"file": {"format": "psv"}},
        {"extra_filters": [{"attribute": "country", "operator": "equals", "value": "HU"}]},
    ],
)
def test_a_run_may_be_changed_where_the_schedule_names_a_calendar_file(
    conf: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "export_configs"
    (folder / "brand").mkdir(parents=True)
    (folder / "holidays.txt").write_text("2027-12-24\n", encoding="utf-8")
    file = folder / "brand" / "stores.yaml"
    file.write_text(TEXT + "schedule: {daily: true, except: holidays.txt}\n", encoding="utf-8")
    export = load_export(file, CATALOG)

    changed = export_of_run(export, conf)

    assert changed.config != export.config
    assert changed.config.schedule == export.config.schedule


def test_a_conf_cannot_have_files_of_the_worker_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("hunter2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert mistakes({**STORES, "schedule": {"daily": True, "except": "secret.txt"}}) == [
        "conf:1: schedule.except: the calendar file 'secret.txt' cannot be read here; "
        "list its dates instead"
    ]


@pytest.mark.parametrize(
    ("value", "instead"), [("false", "not 'false'"), (0, "not '0'"), (None, "but it is empty")]
)
@pytest.mark.parametrize("key", ["deliver", "accept"])
def test_whether_to_deliver_is_said_with_true_or_false_and_nothing_else(
    key: str, value: object, instead: str
) -> None:
    assert mistakes({**STORES, key: value}) == [f"conf:1: {key}: expected true or false, {instead}"]


def test_a_conf_may_say_not_to_deliver() -> None:
    conf = {**STORES, "deliver": False, "accept": True, "as_of": "2026-03-31"}

    assert export_in_conf("antavo_export_once", conf, CATALOG).config.name == "Stores"
