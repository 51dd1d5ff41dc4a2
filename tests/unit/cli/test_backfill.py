"""What a backfill refuses before it asks Airflow."""

from pathlib import Path

import pytest

from tests.fixtures.command_line import CommandLine

DAILY = "name: A\nmodel: stores\nfilters: none\nfields: all\nschedule: daily\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one export, in the working directory."""
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "export_configs"
    root.mkdir()
    (root / "stores.yaml").write_text(DAILY, encoding="utf-8")
    return root


@pytest.mark.parametrize("path", ["export_configs/stores.yaml", "{folder}/stores.yaml", "**tores"])
def test_whoever_names_a_file_is_told_the_id(
    antavo_export: CommandLine, folder: Path, path: str
) -> None:
    named = path.format(folder=folder)

    answer = antavo_export("backfill", named, "--from", "2026-01-01", "--to", "2026-01-02")

    assert answer.code == 2
    assert f"export_configs holds no export '{named}'; did you mean 'stores'?" in answer.err
