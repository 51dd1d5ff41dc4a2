"""An export's file, written from the command line."""

import csv
import hashlib
import io
import json
import os
import pty
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import psycopg
import pytest

from antavo_export.catalog.reference_schema import schema_sql
from tests.fixtures.command_line import CommandLine, modules_after
from tests.fixtures.whole_airflow import wait_for

CONFIG = """\
name: Customers
model: customers
timezone: Europe/Budapest
filters: none
fields:
  - {from: _id, to: ID}
  - {from: email, to: E-mail}
"""
AT = "2026-03-31T00:00"


def config(tmp_path: Path, more: str = "") -> Path:
    """Return an export's file, in a folder of its own."""
    file = tmp_path / "configs" / "customers.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(CONFIG + more, encoding="utf-8")
    return file


def test_the_receipt_counts_the_bytes_of_the_file(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"

    answer = antavo_export(
        "run", config(tmp_path), "--output", output, "--at", AT, "--database", loyalty_uri
    )

    receipt = json.loads(answer.out)
    content = output.read_bytes()
    assert answer.code == 0
    assert answer.err == ""
    assert receipt["bytes"] == len(content)
    assert receipt["sha256"] == hashlib.sha256(content).hexdigest()
    assert receipt["rows"] == len(list(csv.reader(io.StringIO(content.decode())))) - 1 == 500
    assert receipt["columns"] == ["ID", "E-mail"]
    assert receipt["run_moment"] == "2026-03-31T00:00:00+02:00"
    assert (receipt["file_name"], receipt["uri"]) == ("out.csv", output.as_uri())


def test_the_same_moment_gives_the_same_bytes(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    file = config(tmp_path, "file: {archive: zip}\n")
    hashes = [
        json.loads(
            antavo_export(
                "run", file, "--output", tmp_path / "a.zip", "--at", AT, "--database", loyalty_uri
            ).out
        )["sha256"]
        for _ in range(2)
    ]

    assert hashes[0] == hashes[1]


def test_a_folder_gets_the_file_under_its_own_name(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    folder = tmp_path / "with spaces"
    folder.mkdir()

    antavo_export(
        "run", config(tmp_path), "--output", folder, "--at", AT, "--database", loyalty_uri
    )

    assert [file.name for file in folder.iterdir()] == ["customers_20260331_000000.csv"]


@pytest.mark.parametrize("name", ["customers.csv.zip", "customers.zip"])
def test_the_member_of_an_archive_keeps_the_suffix_of_its_format(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path, name: str
) -> None:
    file = config(tmp_path, "file: {archive: zip}\n")

    antavo_export("run", file, "--output", tmp_path / name, "--database", loyalty_uri)

    assert zipfile.ZipFile(tmp_path / name).namelist() == ["customers.csv"]


def test_a_run_that_fails_leaves_everything_as_it_was(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    output.write_text("of yesterday")
    file = config(tmp_path, "file: {enclosure: none, delimiter: '@'}\n")

    answer = antavo_export("run", file, "--output", output, "--database", loyalty_uri)

    assert answer.code == 1
    assert answer.out == ""
    assert "the value of 'E-mail' in _id " in answer.err
    assert "contains the delimiter or a newline" in answer.err
    assert output.read_text() == "of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["configs", "out.csv"]


def test_a_folder_that_is_not_there_is_told_before_anything_runs(
    antavo_export: CommandLine, tmp_path: Path
) -> None:
    answer = antavo_export(
        "run", config(tmp_path), "--output", tmp_path / "no" / "x.csv", "--database", "dbname=x"
    )

    assert answer.code == 2
    assert f"--output: there is no folder {tmp_path}/no" in answer.err


def test_what_is_no_file_is_never_replaced_by_one(
    antavo_export: CommandLine, tmp_path: Path
) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("target.csv")

    for output in (pipe, link):
        answer = antavo_export(
            "run", config(tmp_path), "--output", output, "--database", "dbname=x"
        )
        assert answer.code == 2
        assert f"--output: {output} is a link, a pipe or a device" in answer.err

    assert (pipe.is_fifo(), link.is_symlink()) == (True, True)


def test_the_connection_comes_from_the_environment_and_airflow_is_not_needed(
    loyalty_uri: str, tmp_path: Path
) -> None:
    environment = {"AIRFLOW_CONN_ANTAVO": loyalty_uri}
    output = tmp_path / "out.csv"

    written, of_run = modules_after(
        "run", config(tmp_path), "--output", output, environment=environment
    )
    shown, of_preview = modules_after("preview", config(tmp_path), environment=environment)

    assert written.code == shown.code == 0
    assert output.is_file()
    assert "antavo_export.pipeline.extract" in of_run
    assert "antavo_export.pipeline.preview" in of_preview
    assert "airflow" not in of_run | of_preview


def test_a_terminal_sees_what_was_written(loyalty_uri: str, tmp_path: Path) -> None:
    output, (terminal, end) = tmp_path / "out.csv", pty.openpty()
    command = ["run", str(config(tmp_path)), "--output", str(output), "--database", loyalty_uri]

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "antavo_export", *command],
        stdout=subprocess.PIPE,
        stderr=end,
        check=True,
    )

    os.close(end)
    seen = os.read(terminal, 1 << 16).decode()
    os.close(terminal)
    assert json.loads(done.stdout)["rows"] == 500
    assert f"500 rows, {output.stat().st_size:,} bytes in {output}" in seen


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_cancels_its_statement_and_leaves_no_file(
    empty_database: str, tmp_path: Path, by: signal.Signals
) -> None:
    with psycopg.connect(empty_database, autocommit=True) as database:
        database.execute(schema_sql().encode())
    folder = tmp_path / "out"
    folder.mkdir()
    command = ["run", str(config(tmp_path)), "--output", str(folder), "--database", empty_database]

    with psycopg.connect(empty_database) as blocker:
        blocker.execute("LOCK TABLE loyalty.customers IN ACCESS EXCLUSIVE MODE")
        program = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "antavo_export", *command], stderr=subprocess.PIPE, text=True
        )
        with program, psycopg.connect(empty_database, autocommit=True) as observer:
            wait_for(lambda: waits(observer) or program.poll() is not None, "it", seconds=120)
            assert program.poll() is None
            assert len(list(folder.iterdir())) == 1

            program.send_signal(by)

            assert program.wait(60) == 130
            assert program.stderr is not None
            assert program.stderr.read() == "interrupted\n"
            wait_for(lambda: not waits(observer), "its statement to end", seconds=60)
    assert list(folder.iterdir()) == []


def waits(observer: psycopg.Connection) -> bool:
    """Return whether a statement of an export waits for a lock."""
    found = observer.execute(
        "SELECT FROM pg_stat_activity"
        " WHERE application_name LIKE 'antavo-export%' AND wait_event_type = 'Lock'"
    )
    return bool(found.fetchall())
