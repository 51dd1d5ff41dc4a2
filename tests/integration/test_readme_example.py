"""The README's example: the shipped file as it stands, and what it gives on the demo's data."""

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.store import LocalStore

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
FILE = ROOT / "export_configs" / "weekly_active_customers.yaml"
MONDAY = datetime(2026, 3, 30, 5, 30, tzinfo=ZoneInfo("Europe/Budapest"))
SHOWN = 5  # rows, the header among them


def blocks(text: str) -> list[str]:
    return re.findall(r"^```(?:yaml|text)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_readme_shows_the_shipped_file_and_the_first_rows_it_gives(
    loyalty_uri: str, tmp_path: Path
) -> None:
    export = load_export(FILE, load_catalog())
    store = LocalStore(tmp_path)
    receipt = extract(
        export, MONDAY, connect=lambda: psycopg.connect(loyalty_uri), store=store, run_id="readme"
    )
    with store.open(receipt.uri) as file:
        rows = file.read().decode().split("\r\n")[:SHOWN]
    expected = [
        FILE.read_text(encoding="utf-8").partition("\n")[2],  # without the line for editors
        "\n".join(rows) + "\n",
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        update(expected)

    assert blocks(README.read_text(encoding="utf-8")) == expected


def update(expected: list[str]) -> None:
    """Write the example anew, to be looked at before it is committed."""
    remaining = iter(expected)
    text = re.sub(
        r"^```(yaml|text)\n.*?^```$",
        lambda match: f"```{match[1]}\n{next(remaining)}```",
        README.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    README.write_text(text, encoding="utf-8")
