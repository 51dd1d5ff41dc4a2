"""Running an export and reading what it published."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from antavo_export.config.export import Export
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.receipt import Receipt
from antavo_export.pipeline.store import LocalStore

Connect = Callable[[], psycopg.Connection[Any]]
MOMENT = datetime(2026, 3, 31, 4, 30, 7, tzinfo=UTC)


def produced(export: Export, connect: Connect, folder: Path) -> tuple[Receipt, bytes]:
    """Return the receipt and the published bytes of the run ``manual__1``."""
    store = LocalStore(folder / "store")
    receipt = extract(export, MOMENT, connect=connect, store=store, run_id="manual__1")
    with store.open(receipt.uri) as file:
        return receipt, file.read()


def visible(folder: Path) -> list[Path]:
    """Return the files somebody who looks into the store would find."""
    return [path for path in (folder / "store").rglob("[!.]*") if path.is_file()]


def leftovers(folder: Path) -> list[Path]:
    """Return what only the store itself knows of."""
    return [path for path in (folder / "store").rglob(".*") if path.is_file()]
