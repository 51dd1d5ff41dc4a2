"""Exports named on the command line, as calendar and pools take them."""

from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.cli.loading import load_paths

GOOD = "name: Stores\nmodel: stores\nfilters: none\nfields: all\n"


def write(file: Path, text: str = GOOD) -> Path:
    """Write an export, and the folder around it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_with_a_dot_in_its_name_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "conf.d" / "stores.yaml")

    assert list(load_paths([tmp_path / "conf.d"], load_catalog()).exports) == ["stores"]


@pytest.mark.parametrize("texts", [(GOOD, GOOD, GOOD), ("name: [", GOOD, GOOD)])
def test_files_with_one_id_in_several_folders_are_all_named(
    tmp_path: Path, texts: tuple[str, ...]
) -> None:
    files = [write(tmp_path / str(n) / "x.yaml", text) for n, text in enumerate(texts)]

    found = load_paths([*(file.parent for file in files[:2]), files[2]], load_catalog())

    assert not found.exports
    assert [mistake.file for mistake in found.broken["x"].mistakes] == files
    assert "the id 'x' is claimed by" in str(found.broken["x"])


def test_a_file_named_twice_is_one_export(tmp_path: Path) -> None:
    file = write(tmp_path / "x.yaml")

    found = load_paths([tmp_path, file, file], load_catalog())

    assert (list(found.exports), found.broken) == (["x"], {})
