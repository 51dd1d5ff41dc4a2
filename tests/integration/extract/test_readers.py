"""Several readers: when they are used, and that nobody can tell from the file."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

import psutil
import psycopg
import pytest

from antavo_export.errors import ExtractionInterruptedError
from antavo_export.pipeline.reading.process import PROGRAM
from antavo_export.pipeline.receipt import Receipt
from tests.integration.extract.exports import events_export
from tests.integration.extract.produced import Connect, leftovers, produced, visible

ALL = "filters: none\nfields: all\n"
FILES = {
    "csv": "",
    "crlf": 'file: {newline: crlf, enclosure: "\'", delimiter: semicolon, bom: true}\n',
    "gzip": "file: {archive: gzip}\n",
    "zip": "file: {archive: zip}\n",
    "json": "file: {format: json, any_model: true}\n",
    "json lines": "file: {format: json, any_model: true, layout: lines}\n",
}
# Most ranges of the table hold none of these rows, its first among them.
FEW = (
    "[[{attribute: heavy, operator: equals, value: 9}, {attribute: id, operator: gt, value: 900}]]"
)


@pytest.mark.parametrize("rows", [ALL, f"filters: {FEW}\nfields: [{{from: id}}]\n"])
@pytest.mark.parametrize("file", FILES.values(), ids=FILES.keys())
def test_two_readers_write_what_one_writes(
    connect: Connect, tmp_path: Path, file: str, rows: str
) -> None:
    text = rows.replace("fields: all", "fields: [{from: id}, {from: heavy}, {from: note}]")
    one = events_export(tmp_path, f"{text}{file}max_parallel: 1\n", model="heavy_events")
    two = events_export(tmp_path, f"{text}{file}max_parallel: 2\n", model="shared_events")
    by_one, of_one = produced(one, connect, tmp_path)
    by_two, of_two = produced(two, connect, tmp_path)
    assert (by_one.readers, by_two.readers) == (1, 2)
    assert of_one == of_two
    assert by_one.rows == by_two.rows > 0


def readers_of(text: str, model: str, connect: Connect, folder: Path) -> Receipt:
    return produced(events_export(folder, text, model=model), connect, folder)[0]


@pytest.mark.parametrize(
    ("text", "model"),
    [
        pytest.param(ALL, "bench_events", id="a small table"),
        pytest.param(ALL.replace("all", "[{from: id}]"), "view_of_events", id="a view"),
        pytest.param(ALL.replace("all", "[{from: id}]"), "partitioned_events", id="partitions"),
        pytest.param(
            "filters: none\naggregate: true\nfields:\n"
            "  - {from: action, aggregation: group}\n  - {from: id, aggregation: count}\n",
            "wide_events",
            id="an aggregation",
        ),
    ],
)
def test_one_reader_does_where_ranges_do_not_apply(
    connect: Connect, tmp_path: Path, text: str, model: str
) -> None:
    assert readers_of(text, model, connect, tmp_path).readers == 1


def test_one_reader_does_where_an_index_finds_the_rows(
    events_uri: str, connect: Connect, tmp_path: Path
) -> None:
    filters = "filters: [[{attribute: id, operator: lt, value: 50}]]\nfields: [{from: id}]\n"
    with psycopg.connect(events_uri) as connection:
        connection.execute("CREATE INDEX by_id ON bench.wide (id)")
    try:
        assert readers_of(filters, "wide_events", connect, tmp_path).readers == 1
    finally:
        with psycopg.connect(events_uri) as connection:
            connection.execute("DROP INDEX bench.by_id")


def test_one_reader_does_when_no_second_connection_can_be_had(
    events_uri: str, tmp_path: Path
) -> None:
    secret = token_hex()
    with psycopg.connect(events_uri, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE lonely LOGIN PASSWORD '{secret}' CONNECTION LIMIT 1")
        admin.execute("GRANT USAGE ON SCHEMA bench TO lonely")
        admin.execute("GRANT SELECT ON bench.wide TO lonely")
    lonely = psycopg.conninfo.make_conninfo(events_uri, user="lonely", password=secret)
    fields = ALL.replace("all", "[{from: id}]")
    receipt = readers_of(fields, "wide_events", lambda: psycopg.connect(lonely), tmp_path)
    assert receipt.readers == 1
    assert receipt.rows == 20_000


HEAVY = "filters: none\nfields: [{from: id}, {from: heavy}]\nmax_parallel: 2\n"


def test_a_reader_process_that_dies_before_it_reads_is_done_without(
    connect: Connect, tmp_path: Path
) -> None:
    export = events_export(tmp_path, HEAVY, model="heavy_events")
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(produced, export, connect, tmp_path)
        reader_of(running).kill()
        receipt, content = running.result()
    assert (receipt.readers, receipt.rows) == (1, 20_000)
    assert content.count(b"\n") == 20_001


def test_a_reader_process_that_dies_while_it_reads_fails_the_try(
    events_uri: str, connect: Connect, tmp_path: Path
) -> None:
    text = HEAVY.replace("heavy", "slow")
    export = events_export(tmp_path, text, model="slow_events")
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(produced, export, connect, tmp_path)
        reader = reader_of(running)
        while ranges_being_read(events_uri) < 2:
            assert not running.done()
        reader.kill()
        with pytest.raises(ExtractionInterruptedError, match="reader process ended on its own"):
            running.result()
    assert visible(tmp_path) == leftovers(tmp_path) == []


def reader_of(running: Future[Any]) -> psutil.Process:
    """Return the reader process, as soon as there is one."""
    while True:
        for child in psutil.Process().children():
            with suppress(psutil.NoSuchProcess):  # another child, which has just ended
                if PROGRAM in child.cmdline():
                    return child
        assert not running.done()


def ranges_being_read(uri: str) -> int:
    with psycopg.connect(uri) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%' AND state = 'active'"
            " AND application_name LIKE 'antavo-export %'"
        ).fetchone() or (0,)
        return int(count)
