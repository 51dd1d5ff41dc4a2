"""The documentation's page of each data model."""

from pathlib import Path

from antavo_export.catalog import load_catalog
from antavo_export.catalog.pages import pages, write

DOCS = Path(__file__).parents[3] / "docs" / "models"


def test_the_pages_in_the_documentation_are_what_the_catalogue_says() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}

    assert committed == pages(load_catalog()), (
        "write them anew: python -m antavo_export.catalog.pages docs/models"
    )


def test_writing_makes_one_page_per_model_and_an_index(tmp_path: Path) -> None:
    write(tmp_path / "models")

    written = {path.name for path in (tmp_path / "models").iterdir()}
    assert written == {"README.md", *(f"{name}.md" for name in load_catalog().names)}


def test_a_vertical_bar_does_not_end_a_cell(tmp_path: Path) -> None:
    (tmp_path / "gifts.yaml").write_text(
        "label: Gifts\ndescription: a | b\ntable: shop.gifts\nkey: id\n"
        "fields:\n  - {name: id, type: string, description: 'x | y'}\n",
        encoding="utf-8",
    )

    made = pages(load_catalog([tmp_path]))

    assert "| `id` | string |  | no | no | x \\| y |\n" in made["gifts.md"]
    assert "a \\| b |\n" in made["README.md"]
