"""The statement of every shipped export, reviewed at one run moment."""

from datetime import datetime
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.cli.sql import readable
from antavo_export.config.folder import export_files
from antavo_export.config.loader import load_export
from tests.golden.reviewed import assert_as_reviewed

ROOT = Path(__file__).parents[2]
FILES = sorted(export_files(ROOT / "export_configs"))
REVIEWED = Path(__file__).parent / "sql"
MOMENT = datetime.fromisoformat("2026-03-13T14:30:45+01:00")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_export_runs_the_reviewed_statement(file: Path) -> None:
    export = load_export(file, load_catalog())

    assert_as_reviewed(readable(export, MOMENT), REVIEWED / f"{file.stem}.sql")


def test_every_shipped_export_has_a_reviewed_statement_and_none_is_left_over() -> None:
    assert FILES
    assert {file.stem for file in REVIEWED.iterdir()} == {file.stem for file in FILES}
