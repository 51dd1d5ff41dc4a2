"""A folder of export files: what it holds, and what no file can do to another."""

from pathlib import Path

import pytest

from antavo_export.catalog import Catalog, DataModel, load_catalog
from antavo_export.config.folder import load_folder

GOOD = "name: Stores\nmodel: stores\nfilters: none\nfields: all\n"


def write(root: Path, name: str, text: str = GOOD) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    write(tmp_path, "good.yaml")
    write(tmp_path, "broken.yaml", "name: [")
    write(tmp_path, "teams/crm/deep.yml")

    folder = load_folder(tmp_path, load_catalog())

    assert (set(folder.exports), set(folder.broken)) == ({"good", "deep"}, {"broken"})


class FailingCatalog(Catalog):
    """Stands in for whatever may fail in a way that nobody thought of."""

    def model(self, name: str) -> DataModel:
        if name == "wallets":
            raise RecursionError("too deep\nto be true")
        return super().model(name)


def test_an_error_that_nobody_thought_of_is_one_of_its_file_alone(tmp_path: Path) -> None:
    write(tmp_path, "good.yaml")
    write(tmp_path, "odd.yaml", GOOD.replace("model: stores", "model: wallets"))

    folder = load_folder(tmp_path, FailingCatalog())

    assert set(folder.exports) == {"good"}
    assert "odd.yaml:1: " in str(folder.broken["odd"])
    assert str(folder.broken["odd"]).endswith("RecursionError: too deep to be true")


def test_two_files_that_claim_one_id_are_both_named(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a/stores.yaml"), write(tmp_path, "b/stores.yml")

    folder = load_folder(tmp_path, load_catalog())

    assert not folder.exports
    assert {mistake.file for mistake in folder.broken["stores"].mistakes} == {first, second}
    assert f"{first} and {second}" in str(folder.broken["stores"])


@pytest.mark.parametrize("taken", ["antavo_export_once", "antavo_export_retention"])
def test_the_ids_of_the_product_s_own_dags_cannot_be_claimed(tmp_path: Path, taken: str) -> None:
    write(tmp_path, f"{taken}.yaml")

    assert "rename the file" in str(load_folder(tmp_path, load_catalog()).broken)


def test_a_link_to_nowhere_is_missed_by_name(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")

    error = load_folder(tmp_path, load_catalog()).broken["gone"]

    assert "gone.yaml:1: cannot be read: No such file or directory" in str(error)


def test_hidden_files_and_defaults_are_no_exports(tmp_path: Path) -> None:
    for name in ("_defaults.yaml", ".draft.yaml", "_drafts/stores.yaml", "notes.txt"):
        write(tmp_path, name)

    folder = load_folder(tmp_path, load_catalog())

    assert not folder.files


def test_one_export_is_loaded_without_opening_the_others(tmp_path: Path) -> None:
    write(tmp_path, "wanted.yaml")
    write(tmp_path, "broken.yaml", "name: [")

    folder = load_folder(tmp_path, load_catalog(), only="wanted")

    assert list(folder.files) == ["wanted"]


@pytest.mark.parametrize(
    "no_id", ["{root}/wanted", "{root}/wanted.yaml", "**d", "w*", "", ".", "a/b"]
)
def test_a_path_or_a_pattern_is_the_id_of_no_export(tmp_path: Path, no_id: str) -> None:
    write(tmp_path, "wanted.yaml")

    assert not load_folder(tmp_path, load_catalog(), only=no_id.format(root=tmp_path)).files
