"""What stands around the rows: header, byte order mark, archive, and files without rows."""

import csv
import gzip
import io
import json
import zipfile

import pytest

from tests.integration.formats.texts import Writer

NOTHING = "[[{attribute: id, operator: equals, value: nowhere}]]"
ONE = '[[{attribute: id, operator: equals, value: "4"}]]'
TITLES = (
    "[{from: id, to: 'a,b'}, {from: value, to: 'say \"x\"'}, {from: again, to: \"two\\nlines\"}]"
)


@pytest.mark.parametrize(
    ("file", "head"),
    [
        ("{}", b'"a,b","say ""x""","two\nlines"\n'),
        ("{newline: crlf}", b'"a,b","say ""x""","two\nlines"\r\n'),
        ("{newline: cr}", b'"a,b","say ""x""","two\nlines"\r'),
        ("{delimiter: tab}", b'a,b\t"say ""x"""\t"two\nlines"\n'),
        ('{enclosure: "\'"}', b"'a,b',say \"x\",'two\nlines'\n"),
        ("{quoting: all}", b'"a,b","say ""x""","two\nlines"\n'),
        ("{bom: true}", b'\xef\xbb\xbf"a,b","say ""x""","two\nlines"\n'),
        ("{format: psv}", b'a,b|"say ""x"""|"two\nlines"\n'),
    ],
)
def test_titles_are_enclosed_like_values(writer: Writer, file: str, head: bytes) -> None:
    content = writer.write(file, fields=TITLES, filters=ONE)

    assert content.startswith(head)
    assert content != head
    assert writer.write(file, fields=TITLES, filters=NOTHING) == head


def test_titles_are_all_enclosed_when_values_are(writer: Writer) -> None:
    assert writer.write("{quoting: all}", filters=ONE) == (
        b'"id","value","again"\n"4","plain","plain"\n'
    )


def test_without_a_header_the_rows_are_all(writer: Writer) -> None:
    assert writer.write("{header: false}", filters=ONE) == b"4,plain,plain\n"
    assert writer.write("{header: false}", filters=NOTHING) == b""
    assert writer.write("{header: false, bom: true}", filters=NOTHING) == b"\xef\xbb\xbf"


def test_a_byte_order_mark_stands_once_and_hides_from_readers_that_know_it(writer: Writer) -> None:
    content = writer.write("{bom: true}", filters=ONE)

    assert content.count(b"\xef\xbb\xbf") == 1
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["id", "value", "again"], ["4", "plain", "plain"]]


@pytest.mark.parametrize("file", ["format: csv", "format: psv", "format: json, any_model: true"])
def test_an_archive_holds_the_very_same_file(writer: Writer, file: str) -> None:
    plain = writer.write(f"{{{file}}}")

    archive = zipfile.ZipFile(io.BytesIO(writer.write(f"{{{file}, archive: zip}}")))

    assert archive.testzip() is None
    assert [archive.read(name) for name in archive.namelist()] == [plain]
    assert gzip.decompress(writer.write(f"{{{file}, archive: gzip}}")) == plain


@pytest.mark.parametrize("archive", ["zip", "gzip"])
def test_an_archive_of_nothing_is_one(writer: Writer, archive: str) -> None:
    content = writer.write(f"{{header: false, archive: {archive}}}", filters=NOTHING)

    if archive == "gzip":
        assert gzip.decompress(content) == b""
    else:
        members = zipfile.ZipFile(io.BytesIO(content))
        assert [members.read(name) for name in members.namelist()] == [b""]


def test_json_without_rows_is_json(writer: Writer) -> None:
    array = writer.write("{format: json, any_model: true}", filters=NOTHING)
    lines = writer.write("{format: json, any_model: true, layout: lines}", filters=NOTHING)

    assert json.loads(array) == []
    assert lines == b""
