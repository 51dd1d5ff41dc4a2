"""What the database says of a row it chokes on, without the row."""

from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import build_from_data
from antavo_export.errors import ExportError
from tests.fixtures.canaries import CANARY, REFUSED, refused_fields
from tests.integration.extract.produced import produced


def export_of(field: str, folder: Path, overlay: str) -> Export:
    """Return an export of one field of the customers, who are as ``overlay`` has them."""
    (folder / "customers.yaml").write_text(overlay, encoding="utf-8")
    data = {"name": "x", "model": "customers", "filters": "none", "fields": [{"from": field}]}
    return build_from_data("x", data, load_catalog([folder]), origin=folder / "x.yaml")


@pytest.mark.parametrize("field", REFUSED)
def test_an_error_quotes_no_value_of_a_row_whatever_its_kind(
    field: str, canaries_uri: str, tmp_path: Path
) -> None:
    export = export_of(field, tmp_path, refused_fields())

    with pytest.raises(ExportError) as caught:
        produced(export, lambda: psycopg.connect(canaries_uri), tmp_path)

    assert CANARY not in str(caught.value).lower()
    assert caught.value.__suppress_context__
    with psycopg.connect(canaries_uri) as connection, pytest.raises(psycopg.Error) as quoting:
        connection.execute(f"SELECT {REFUSED[field]} FROM loyalty.customers AS t".encode())  # noqa: S608 - ours
    assert CANARY in f"{quoting.value}".lower()


def test_a_missing_right_and_a_missing_column_are_still_named(
    canaries_uri: str, tmp_path: Path
) -> None:
    moved = export_of("email", tmp_path, "fields: [{name: email, column: e_mail}]\n")
    with pytest.raises(ExportError, match=r"column t\.e_mail does not exist"):
        produced(moved, lambda: psycopg.connect(canaries_uri), tmp_path)

    as_a_stranger = make_conninfo(canaries_uri, options="-c role=pg_monitor")
    usual = export_of("email", tmp_path, "{}\n")
    with pytest.raises(ExportError, match="permission denied for schema loyalty"):
        produced(usual, lambda: psycopg.connect(as_a_stranger), tmp_path)
