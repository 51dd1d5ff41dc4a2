"""Every export of the cookbook, on the demo's data: its file begins as the page says."""

import gzip
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import psycopg
import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import load_export
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.store import LocalStore
from tests.architecture.project import ROOT
from tests.documents.blocks import Block, blocks
from tests.documents.output import REST, check_output

PAGE: Final = "docs/cookbook.md"
MOMENT = re.compile(r"^As of `([^`]+)` the file begins:$", re.MULTILINE)
SHOWN: Final = 4  # lines, the header among them
WIDTH: Final = 100  # of a line of JSON
COUNT: Final = 15


@dataclass(frozen=True)
class Recipe:
    """An export of the page, its run moment in the export's zone, and what the file begins with."""

    configuration: Block
    moment: datetime
    beginning: Block

    @property
    def export_id(self) -> str:
        """Return its id."""
        return Path(self.configuration.said).stem


def recipes() -> list[Recipe]:
    """Return the exports of the page in order."""
    moments = MOMENT.findall((ROOT / PAGE).read_text(encoding="utf-8"))
    found = blocks(PAGE)
    configurations = [block for block in found if block.language == "yaml"]
    beginnings = [block for block in found if block.language == "text"]
    return [
        Recipe(configuration, datetime.fromisoformat(moment), beginning)  # naive: see `moment`
        for configuration, moment, beginning in zip(
            configurations, moments, beginnings, strict=True
        )
    ]


def test_the_cookbook_has_as_many_exports_as_it_says() -> None:
    assert len(recipes()) == COUNT


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.export_id)
def test_an_export_of_the_cookbook_gives_the_file_it_shows(
    recipe: Recipe, loyalty_uri: str, tmp_path: Path
) -> None:
    file = tmp_path / "export_configs" / Path(recipe.configuration.said).name
    file.parent.mkdir()
    file.write_text(recipe.configuration.text, encoding="utf-8")
    export = load_export(file, load_catalog())

    lines, rows = written(export, recipe.moment, loyalty_uri, tmp_path / "store")

    assert rows > 0
    if hasattr(export.config.file, "dialect"):
        titles = [mapping.title for mapping in export.mappings]
        delimiter = export.config.file.dialect.delimiter
        assert lines[0].removeprefix("\ufeff").split(delimiter) == titles
    check_output(recipe.beginning, beginning(lines))


def written(export: Export, moment: datetime, uri: str, store: Path) -> tuple[list[str], int]:
    """Return the lines and the number of rows of an export's file."""
    kept = LocalStore(store)
    receipt = extract(
        export,
        moment.replace(tzinfo=export.config.zone),
        connect=lambda: psycopg.connect(uri),
        store=kept,
        run_id="cookbook",
    )
    with kept.open(receipt.uri) as file:
        content = file.read()
    if export.config.file.archive == "gzip":
        content = gzip.decompress(content)
    return content.decode().splitlines(), receipt.rows


def beginning(lines: list[str]) -> str:
    """Return the first lines, long ones cut, as the page shows them."""
    shown = [line if len(line) <= WIDTH else f"{line[:WIDTH]}…" for line in lines[:SHOWN]]
    text = "".join(f"{line}\n" for line in shown).removeprefix("\ufeff")
    return text + (REST if len(lines) > SHOWN else "")
