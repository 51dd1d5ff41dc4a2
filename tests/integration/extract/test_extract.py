"""The engine on a real Postgres: what it publishes is what psql would have written."""

import csv
import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from antavo_export.config.export import Export
from antavo_export.pipeline.receipt import Receipt
from antavo_export.sql.compiler import compile_export
from tests.integration.extract.conftest import ROWS
from tests.integration.extract.exports import events_export
from tests.integration.extract.produced import MOMENT, Connect, produced


def copied(export: Export, connect: Connect) -> bytes:
    """Return the rows as COPY itself delivers them, in the export's zone."""
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [export.config.timezone])
        with cursor.copy(compile_export(export, MOMENT).copy()) as copy:
            return b"".join(copy)


def test_the_receipt_counts_what_was_published(connect: Connect, tmp_path: Path) -> None:
    export = events_export(tmp_path, "filters: none\nfields: all\ntimezone: Europe/Budapest\n")
    receipt, content = produced(export, connect, tmp_path)
    assert receipt.rows == ROWS == sum(1 for _ in csv.reader(io.StringIO(content.decode()))) - 1
    assert receipt.bytes == len(content)
    assert receipt.sha256 == hashlib.sha256(content).hexdigest()
    assert receipt.file_name == "events_20260331_063007.csv"
    assert receipt.run_moment == "2026-03-31T06:30:07+02:00"
    assert Receipt.from_dict(json.loads(json.dumps(receipt.as_dict()))) == receipt


def test_the_rows_are_those_of_copy(connect: Connect, tmp_path: Path) -> None:
    export = events_export(tmp_path, "filters: none\nfields: all\ntimezone: Asia/Kathmandu\n")
    _, content = produced(export, connect, tmp_path)
    header, _, rows = content.partition(b"\n")
    assert header == ",".join(export.titles).encode()
    assert rows == copied(export, connect)


@pytest.mark.parametrize(("newline", "end"), [("crlf", "\r\n"), ("cr", "\r")])
def test_other_newlines_end_rows_and_leave_values_alone(
    connect: Connect, tmp_path: Path, newline: str, end: str
) -> None:
    export = events_export(
        tmp_path,
        f"filters: none\nfields: [{{from: id}}, {{from: note}}]\nfile: {{newline: {newline}}}\n",
    )
    _, content = produced(export, connect, tmp_path)
    records = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert len(records) == ROWS + 1
    assert records[3][1] == "first line\nsecond line of 3"
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=end).writerows(records[4:5])
    assert written.getvalue().encode() in content


def test_gzip_and_zip_hold_the_plain_file(connect: Connect, tmp_path: Path) -> None:
    text = "filters: none\nfields: all\nfile: {{archive: {}}}\n"
    _, plain = produced(events_export(tmp_path, text.format("none")), connect, tmp_path)
    _, gzipped = produced(events_export(tmp_path, text.format("gzip")), connect, tmp_path)
    _, zipped = produced(events_export(tmp_path, text.format("zip")), connect, tmp_path)
    assert gzip.decompress(gzipped) == plain
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        (member,) = archive.infolist()
        assert member.filename == "events_20260331_043007.csv"
        assert member.date_time == (2026, 3, 31, 4, 30, 6)
        assert archive.read(member) == plain


def test_the_same_run_makes_the_same_bytes(connect: Connect, tmp_path: Path) -> None:
    export = events_export(tmp_path, "filters: none\nfields: all\nfile: {archive: zip}\n")
    assert (
        produced(export, connect, tmp_path / "a")[1] == produced(export, connect, tmp_path / "b")[1]
    )


def test_a_json_array_is_one_document(connect: Connect, tmp_path: Path) -> None:
    text = "filters: {}\nfields: all\nfile: {{format: json, any_model: true, layout: {}}}\n"
    _, array = produced(events_export(tmp_path, text.format("none", "array")), connect, tmp_path)
    _, lines = produced(events_export(tmp_path, text.format("none", "lines")), connect, tmp_path)
    nobody = "[[{attribute: id, operator: equals, value: -1}]]"
    _, empty = produced(events_export(tmp_path, text.format(nobody, "array")), connect, tmp_path)
    documents = [json.loads(line) for line in lines.decode().splitlines()]
    assert json.loads(array) == documents
    assert len(documents) == ROWS
    assert json.loads(empty) == []
