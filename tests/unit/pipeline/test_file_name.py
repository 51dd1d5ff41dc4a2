"""The name of an export's file in the store."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import build_from_data
from antavo_export.pipeline.extract import default_file_name
from antavo_export.pipeline.store.names import check_file_name

MOMENT = datetime(2027, 3, 1, 5, tzinfo=UTC)


def named(export_id: str) -> Export:
    data = {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}
    zipped = {**data, "file": {"archive": "gzip"}}
    export = build_from_data("a", zipped, load_catalog(), origin=Path("a.yaml"))
    return replace(export, export_id=export_id)


def test_a_file_is_named_by_export_run_moment_and_extension() -> None:
    assert default_file_name(named("stores"), MOMENT) == "stores_20270301_050000.csv.gz"


@pytest.mark.parametrize("export_id", ["a" * 176, "a" * 177, "a" * 200, "ű" * 100, "aű" * 100])
def test_the_longest_id_gives_a_name_that_the_store_takes(export_id: str) -> None:
    name = default_file_name(named(export_id), MOMENT)

    assert check_file_name(name) == name
    assert len(name.encode()) >= 199
    stem = name.removesuffix("_20270301_050000.csv.gz")
    assert stem != name
    assert export_id.startswith(stem)
