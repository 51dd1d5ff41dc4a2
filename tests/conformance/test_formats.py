"""Every option of every format, byte by byte, on texts made to break files."""

import csv
import gzip
import io
import string
import zipfile
from datetime import datetime
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from tests.conformance.both import MOMENT, Both
from tests.conformance.comparison import compare
from tests.conformance.configs import Column, Config, Criterion, FileOptions
from tests.conformance.oracle.evaluation import evaluate

_DELIMITERS: Final = ("comma", "semicolon", "pipe", "tab", "\t", " ", *string.punctuation)
_ENCLOSURES: Final = ('"', "'", "none")
_QUOTING: Final = ("minimal", "all")
_NEWLINES: Final = ("lf", "crlf", "cr")
_NULLS: Final = ("", "NULL", "\\N", "-")
_DIALECTS: Final = [
    FileOptions(delimiter=d, enclosure=e, quoting=q, newline=n)
    for d, e, q, n in product(_DELIMITERS, _ENCLOSURES, _QUOTING, _NEWLINES)
    if d != e and not (e == "none" and q == "all")
]
_TITLED: Final = [
    FileOptions(enclosure=e, quoting=q, header=h, bom=b, null=n)
    for e, q, h, b, n in product(_ENCLOSURES, _QUOTING, (True, False), (True, False), _NULLS)
    if not (e == "none" and q == "all")
]
# One column of every type, and texts of all sorts.
_TYPES: Final = (
    "_id", "email", "status", "purchase_count", "score", "birth_date", "last_login_at", "labels",
    "tiers.default.manual", "tiers", "properties", "segment", "first_name", "last_name", "handler",
)  # fmt: skip
_PLAIN: Final = ("purchase_count", "score", "birth_date", "last_login_at", "tiers.default.manual")


def _options(file: FileOptions) -> str:
    said = [value for name, value in vars(file).items() if name not in {"any_model", "layout"}]
    return "-".join(map(repr, said))


@pytest.mark.parametrize("file", _DIALECTS, ids=_options)
def test_a_dialect_of_csv_is_byte_exact(both: Both, file: FileOptions) -> None:
    names = _PLAIN if file.enclosure == "none" else _TYPES
    columns = tuple(Column(name, string.ascii_uppercase[i]) for i, name in enumerate(names))
    both.agree(Config("customers", columns, file=file))


@pytest.mark.parametrize("file", _TITLED, ids=_options)
@pytest.mark.parametrize("titles", [("a", "b"), ('x "y"', "it's; a, b"), ("line\nbreak", " ")])
def test_titles_and_empty_values_are_byte_exact(
    both: Both, file: FileOptions, titles: tuple[str, str]
) -> None:
    if file.enclosure == "none" and titles[0] != "a":
        pytest.skip("such titles need an enclosure")
    columns = (Column("purchase_total", titles[0]), Column("purchase_first_date", titles[1]))
    both.agree(Config("customers", columns, file=file))


@pytest.mark.parametrize("name", ["email", "score", "labels", "birth_date", "_id", "tiers"])
@pytest.mark.parametrize("null", ["", "NULL"])
@pytest.mark.parametrize("quoting", _QUOTING)
@pytest.mark.parametrize("enclosure", ['"', "none"])
def test_a_single_column_never_leaves_an_empty_line(
    both: Both, name: str, null: str, quoting: str, enclosure: str
) -> None:
    if enclosure == "none" and quoting == "all":
        pytest.skip("no enclosure, no quoting")
    file = FileOptions(enclosure=enclosure, quoting=quoting, null=null)
    both.agree(Config("customers", (Column(name),), file=file))


@pytest.mark.parametrize("name", ["email", "labels", "tiers", "first_name"])
@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t", "\\", "'", "~"])
@pytest.mark.parametrize("null", ["", "NULL"])
def test_without_an_enclosure_a_value_that_breaks_the_file_stops_it(
    both: Both, name: str, delimiter: str, null: str
) -> None:
    file = FileOptions(delimiter=delimiter, enclosure="none", null=null)
    both.agree(Config("customers", (Column("score"), Column(name)), file=file))
    for row in both.dataset.rows["customers"]:
        only = Criterion("_id", "equals", row["_id"])
        both.agree(Config("customers", (Column("score"), Column(name)), ((only,),), file=file))


@pytest.mark.parametrize("header", [True, False])
def test_psv_is_byte_exact(both: Both, header: bool) -> None:  # noqa: FBT001 - a parameter of the test
    file = FileOptions(format="psv", header=header)
    both.agree(Config("customers", tuple(map(Column, _TYPES)), file=file))


@pytest.mark.parametrize("layout", ["array", "lines"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Budapest"])
def test_json_has_typed_values(both: Both, layout: str, zone: str) -> None:
    file = FileOptions(format="json", layout=layout, any_model=True)
    both.agree(Config("customers", tuple(map(Column, _TYPES)), timezone=zone, file=file))
    nobody = Criterion("_id", "equals", "nobody")
    both.agree(Config("customers", None, ((nobody,),), timezone=zone, file=file))


@pytest.mark.parametrize("format_", ["csv", "psv", "json"])
@pytest.mark.parametrize("archive", ["zip", "gzip"])
def test_an_archive_holds_exactly_the_plain_file(both: Both, format_: str, archive: str) -> None:
    columns = tuple(map(Column, _TYPES))
    json = format_ == "json"
    file = FileOptions(format=format_, archive=archive, any_model=json)
    config = Config("customers", columns, file=file)
    content = both.product.run(config.yaml(), MOMENT)
    plain = gzip.decompress(content) if archive == "gzip" else _only_member(content)
    compare(config, evaluate(config, both.columns("customers")), plain)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Budapest", "America/Havana", "Pacific/Apia"])
def test_all_fields_of_a_model_are_written(both: Both, zone: str) -> None:
    for model in both.product.catalog.names:
        file = FileOptions(format="json" if model == "challenges" else "csv")
        both.agree(Config(model, None, timezone=zone, file=file))


@pytest.mark.parametrize("enclosure", ['"', "'"])
@pytest.mark.parametrize("newline", _NEWLINES)
@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t", "~"])
def test_texts_come_back_from_pythons_csv_reader(
    both: Both, delimiter: str, enclosure: str, newline: str
) -> None:
    file = FileOptions(delimiter=delimiter, enclosure=enclosure, newline=newline)
    config = Config("customers", tuple(map(Column, _TYPES)), file=file)
    text = io.StringIO(both.product.run(config.yaml(), MOMENT).decode(), newline="")
    rows = list(csv.reader(text, delimiter=delimiter, quotechar=enclosure))
    columns = both.columns("customers")
    stored = [[value or "" for value in columns.values(name)] for name in ("email", "first_name")]
    found = list(zip(*rows[1:], strict=True))
    assert [list(found[1]), list(found[12])] == stored


def _only_member(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = archive.namelist()
        assert datetime(*archive.getinfo(name).date_time, tzinfo=ZoneInfo("UTC")).year == 2026
        return archive.read(name)
