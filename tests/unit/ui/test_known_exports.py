"""The folder of export files, looked at by the page again and again."""

from pathlib import Path

import pytest

from antavo_export.ui.known_exports import known_exports

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"


def test_a_folder_is_loaded_again_when_a_file_has_changed_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(tmp_path))
    file = tmp_path / "stores.yaml"
    file.write_text(STORES, encoding="utf-8")
    first = known_exports()

    assert known_exports() is first
    file.write_text(STORES.replace("Stores", "All our stores"), encoding="utf-8")

    assert known_exports().exports["stores"].config.name == "All our stores"


def test_a_new_file_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(tmp_path))
    assert known_exports().exports == {}

    (tmp_path / "stores.yaml").write_text(STORES, encoding="utf-8")

    assert list(known_exports().exports) == ["stores"]
