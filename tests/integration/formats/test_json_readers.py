"""What JSON files hold, as readers of JSON read them."""

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import psycopg
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.store import LocalStore
from tests.integration.formats.test_delimited_readers import STORABLE
from tests.integration.formats.texts import MOMENT, TEXTS, Writer

FILE = "{{format: json, any_model: true, layout: {}}}"
OBJECTS = [
    {"id": str(number), "value": text or None, "again": text or None}
    for number, text in enumerate(TEXTS)
]


def test_an_array_holds_what_was_stored(writer: Writer) -> None:
    content = writer.write(FILE.format("array"))

    assert strings_without_empty(json.loads(content)) == OBJECTS


def test_each_line_holds_what_was_stored(writer: Writer) -> None:
    content = writer.write(FILE.format("lines"))

    assert (
        strings_without_empty([json.loads(line) for line in content.split(b"\n")[:-1]]) == OBJECTS
    )
    assert content.endswith(b"\n")


def test_duckdb_reads_what_was_stored(writer: Writer) -> None:
    file = writer.folder / "file.jsonl"
    file.write_bytes(writer.write(FILE.format("lines")))

    rows = duckdb.execute(
        "SELECT id, value FROM read_json($file, format = 'newline_delimited',"
        " maximum_object_size = 10_000_000, columns = {'id': 'VARCHAR', 'value': 'VARCHAR'})",
        {"file": str(file)},
    ).fetchall()

    assert [(id_, value or None) for id_, value in rows] == [
        (one["id"], one["value"]) for one in OBJECTS
    ]


def strings_without_empty(objects: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    """Return the objects with null for the empty text, which means the same."""
    return [{title: value or None for title, value in one.items()} for one in objects]


@given(title=STORABLE.filter(bool))
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the table stays as it is
)
def test_any_title_is_the_key_of_its_value(writer: Writer, title: str) -> None:
    content = writer.write(
        FILE.format("array"),
        fields=yaml.safe_dump([{"from": "id", "to": title}], default_flow_style=True, width=10_000),
        filters='[[{attribute: id, operator: equals, value: "4"}]]',
    )

    assert json.loads(content) == [{title: "4"}]


ALL_TYPES = """\
label: Types
description: One of each.
table: public.types
key: id
fields:
  - {name: id, type: integer}
  - {name: amount, type: decimal}
  - {name: flag, type: boolean}
  - {name: day, type: date}
  - {name: moment, type: datetime}
  - {name: labels, type: list}
  - {name: document, type: json}
"""
ROWS = """\
CREATE TABLE types (id bigint PRIMARY KEY, amount numeric, flag boolean, day date,
                    moment timestamptz, labels text[], document jsonb);
INSERT INTO types VALUES
  (9223372036854775807, 12345678901234567890.123456789, true, '2026-03-29',
   '2026-03-29 01:30:00.999999+00', ARRAY['a,b', 'say "x"', NULL, ''], '{"b": [1, 2.50, null]}'),
  (-1, 0.10, false, '0001-01-01', '2026-10-25 01:30:00+00', '{}', '"text"'),
  (0, NULL, NULL, NULL, NULL, NULL, 'null');
"""


@pytest.mark.parametrize("layout", ["array", "lines"])
def test_values_keep_their_types(empty_database: str, tmp_path: Path, layout: str) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute(ROWS)
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "types.yaml").write_text(ALL_TYPES)
    (tmp_path / "types.yaml").write_text(
        "name: x\nmodel: types\ntimezone: Europe/Budapest\nfilters: none\nfields: all\n"
        f"file: {FILE.format(layout)}\n"
    )
    store = LocalStore(tmp_path / "store")
    export = load_export(tmp_path / "types.yaml", load_catalog([tmp_path / "overlay"]))

    receipt = extract(
        export, MOMENT, connect=lambda: psycopg.connect(empty_database), store=store, run_id="r"
    )

    with store.open(receipt.uri) as stream:
        text = stream.read().decode()
    if layout == "lines":
        text = f"[{','.join(text.splitlines())}]"
    assert json.loads(text, parse_float=Decimal) == [
        {
            "id": 9223372036854775807,
            "amount": Decimal("12345678901234567890.123456789"),
            "flag": True,
            "day": "2026-03-29",
            "moment": "2026-03-29 03:30:00",
            "labels": ["a,b", 'say "x"', None, ""],
            "document": {"b": [1, Decimal("2.50"), None]},
        },
        {
            "id": -1,
            "amount": Decimal("0.10"),
            "flag": False,
            "day": "0001-01-01",
            "moment": "2026-10-25 02:30:00",
            "labels": [],
            "document": "text",
        },
        {
            "id": 0,
            "amount": None,
            "flag": None,
            "day": None,
            "moment": None,
            "labels": None,
            "document": None,
        },
    ]
