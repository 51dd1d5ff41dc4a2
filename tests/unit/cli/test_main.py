"""Finding the command, running it, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from antavo_export.cli.commands import COMMANDS
from tests.fixtures.command_line import CommandLine, modules_after

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "export_configs" / "weekly_active_customers.yaml"


def test_without_a_command_every_command_is_listed(antavo_export: CommandLine) -> None:
    answer = antavo_export()

    assert answer.code == 2
    assert [name for name in COMMANDS if f"\n  {name} " not in answer.err] == []


def test_help_goes_to_stdout(antavo_export: CommandLine) -> None:
    answer = antavo_export("--help")

    assert answer.code == 0
    assert "usage: antavo-export COMMAND" in answer.out


def test_the_version_is_the_package_s(antavo_export: CommandLine) -> None:
    assert antavo_export("--version").out == "antavo-export 0.1.0\n"


def test_a_misspelt_command_is_answered_with_the_right_one(antavo_export: CommandLine) -> None:
    answer = antavo_export("validte", "x.yaml")

    assert answer.code == 2
    assert "there is no command 'validte'; did you mean 'validate'?" in answer.err


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(antavo_export: CommandLine, name: str) -> None:
    answer = antavo_export(name, "--help")

    assert answer.code == 0
    assert answer.out.startswith(f"usage: antavo-export {name}")
    assert f"antavo-export {name}" in answer.out.partition("\n")[2] or name == "target"


def test_a_file_that_is_not_there_is_named(antavo_export: CommandLine) -> None:
    answer = antavo_export("sql", "nowhere.yaml")

    assert answer.code == 1
    assert answer.err == "nowhere.yaml:1: cannot be read: No such file or directory\n"


def test_a_folder_that_cannot_be_written_is_named(antavo_export: CommandLine) -> None:
    answer = antavo_export("new", "x", "--model", "stores", "--folder", "/proc/exports")

    assert answer.code == 1
    assert answer.err == "/proc/exports: No such file or directory\n"


BACKFILL = ("backfill", "stores", "--from", "2026-01-01")


@pytest.mark.parametrize(
    "words",
    [
        ("calendar", SHIPPED, "--until", "9999-12-31"),
        ("calendar", SHIPPED, "--from", "9995-01-01"),
        ("calendar", SHIPPED, "--from", "0001-01-01"),
        (*BACKFILL, "--to", "9999-12-31"),
        ("date", "date: now", "--at", "9999-12-31T23:59", "--timezone", "America/New_York"),
        ("sql", SHIPPED, "--at", "0001-01-01T00:00+14:00"),
    ],
)
def test_a_date_at_an_end_of_the_calendar_is_refused(
    antavo_export: CommandLine, words: tuple[object, ...]
) -> None:
    answer = antavo_export(*words)

    assert answer.code == 2
    assert "is out of reach; use the years 1000 to 9900" in answer.err


@pytest.mark.parametrize("day", ["1000-01-01", "9900-12-31"])
def test_the_first_and_the_last_day_within_reach_are_taken(
    antavo_export: CommandLine, day: str
) -> None:
    calendar = antavo_export("calendar", SHIPPED, "--from", day, "--count", "1")
    sql = antavo_export("sql", SHIPPED, "--at", day)

    assert (calendar.code, sql.code) == (0, 0), calendar.err + sql.err


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "antavo_export", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:  # noqa: S603 - our own program
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()

        assert program.stderr.read() == b""
    assert program.returncode == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("words", "code"), [("schema", 0), ("sql nowhere.yaml", 1)])
def test_a_closed_stream_is_no_error(closed: str, words: str, code: int) -> None:
    command = f"{sys.executable} -m antavo_export {words} {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)  # noqa: S603 - our own program

    assert b"Traceback" not in done.stderr
    assert done.returncode == code


def test_what_a_terminal_has_no_letters_for_is_escaped(tmp_path: Path) -> None:
    file = tmp_path / "holidays.yaml"
    file.write_text("name: Ünnep\nmodel: stores\nfilters: none\nfields: all\n", encoding="utf-8")

    answer, _ = modules_after("explain", file, environment={"PYTHONIOENCODING": "ascii"})

    assert answer.code == 0, answer.err
    assert "\\xdcnnep" in answer.out


LIGHT: dict[str, list[object]] = {
    "date": ["date: -7 days"],
    "models": ["customers"],
    "schema": [],
    "sql": [SHIPPED],
    "validate": [SHIPPED],
    "explain": [SHIPPED],
    "calendar": [SHIPPED],
    "new": ["another", "--model", "stores", "--folder", "{folder}"],
    "clone": [SHIPPED, "another", "--folder", "{folder}"],
}


@pytest.mark.parametrize("name", LIGHT)
def test_a_command_does_without_airflow(name: str, tmp_path: Path) -> None:
    words = [str(word).format(folder=tmp_path) for word in LIGHT[name]]

    answer, modules = modules_after(name, *words, environment={})

    assert answer.code == 0, answer.err
    assert {"antavo_export", f"antavo_export.cli.{name}"} <= modules
    assert "airflow" not in modules


def test_a_date_needs_neither_pydantic_nor_a_driver() -> None:
    _, modules = modules_after("date", "date: -7 days", environment={})

    assert modules.isdisjoint({"pydantic", "psycopg", "yaml", "jinja2"})


def test_checking_a_file_needs_no_driver() -> None:
    _, modules = modules_after("validate", SHIPPED, environment={})

    assert modules.isdisjoint({"psycopg", "asyncssh", "isal"})
