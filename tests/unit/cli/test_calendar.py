"""The calendar lists what will run, and what about it may surprise somebody."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pendulum
import pytest
from airflow.utils.types import DagRunType

from antavo_export.catalog import load_catalog
from antavo_export.cli import calendar
from antavo_export.cli.loading import load_paths
from antavo_export.orchestration.timetables import ExportTimetable

EXPORT = """
name: {name}
model: stores
filters: none
fields: all
timezone: {zone}
schedule: {schedule}
target: {target}
"""
SFTP = '{{type: sftp, connection: partner, path: "{path}"}}'
Write = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder of exports."""
    root = tmp_path / "export_configs"
    root.mkdir()
    return root


@pytest.fixture
def write(folder: Path) -> Write:
    """Return what writes an export file."""

    def write(export_id: str, schedule: str, *, path: str = "", zone: str = "UTC") -> None:
        target = SFTP.format(path=path) if path else "none"
        text = EXPORT.format(name=export_id, zone=zone, schedule=schedule, target=target)
        (folder / f"{export_id}.yaml").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[str, str, int]]:
    """Return what runs the command and returns what it printed, and its exit code."""

    def run(*arguments: str) -> tuple[str, str, int]:
        parser = ArgumentParser()
        calendar.add_arguments(parser)
        code = calendar.run(parser.parse_args([str(folder), *arguments]))
        printed = capsys.readouterr()
        return printed.out, printed.err, code

    return run


Command = Callable[..., tuple[str, str, int]]


def listed(command: Command, *arguments: str) -> list[dict[str, str | None]]:
    out, _, _ = command(*arguments, "--json")
    runs: list[dict[str, str | None]] = json.loads(out)
    return runs


def test_a_run_is_listed_in_every_zone_with_its_path(write: Write, command: Command) -> None:
    write(
        "weekly",
        '{weekly: mon, at: "05:30", timezone: Europe/Budapest}',
        path="/in/{{ export }}_{{ run_moment | date('%Y%m%d_%H%M') }}.{{ extension }}",
        zone="America/New_York",
    )

    assert listed(command, "--from", "2027-03-01", "--count", "1") == [
        {
            "export": "weekly",
            "run_moment": "2027-03-07T23:30:00-05:00",
            "local": "2027-03-08T05:30:00+01:00",
            "utc": "2027-03-08T04:30:00+00:00",
            "path": "/in/weekly_20270307_2330.csv",
        }
    ]
    out, _, _ = command("--from", "2027-03-01", "--count", "1")
    titles, _, row = out.splitlines()
    assert titles.split() == ["local", "zone", "UTC", "export", "run", "moment", "path"]
    assert row.index("/in/") == titles.index("path")


def test_the_runs_of_all_exports_come_in_order_of_time(write: Write, command: Command) -> None:
    write("late", '{daily: true, at: "18:00"}')
    write("early", '{daily: true, at: ["06:00", "20:00"]}')

    runs = listed(command, "--from", "2027-03-01", "--count", "4")

    assert [run["export"] for run in runs] == ["early", "late", "early", "early"]


def test_both_end_days_belong_to_the_period_in_the_exports_zone(
    write: Write, command: Command
) -> None:
    write("daily", '{daily: true, at: ["00:00", "23:59"], timezone: Asia/Tokyo}', zone="Asia/Tokyo")

    runs = listed(command, "--from", "2027-03-01", "--until", "2027-03-02")

    assert [run["local"] for run in runs] == [
        "2027-03-01T00:00:00+09:00",
        "2027-03-01T23:59:00+09:00",
        "2027-03-02T00:00:00+09:00",
        "2027-03-02T23:59:00+09:00",
    ]


def test_every_target_has_its_own_line(folder: Path, command: Command) -> None:
    targets = [f"{{type: sftp, connection: {name}, path: /in/{name}.csv}}" for name in ("a", "b")]
    text = EXPORT.format(name="x", zone="UTC", schedule="daily", target=f"[{', '.join(targets)}]")
    (folder / "two.yaml").write_text(text, encoding="utf-8")

    runs = listed(command, "--from", "2027-03-01", "--until", "2027-03-01")

    assert [run["path"] for run in runs] == ["/in/a.csv", "/in/b.csv"]


def test_exports_without_firings_are_named_with_the_reason(write: Write, command: Command) -> None:
    write("by_hand", "manual")
    write("at_once", "now")
    write("over", '{on: "2026-03-01"}')

    out, err, code = command("--from", "2027-03-01", "--json")

    assert json.loads(out) == []
    assert err.splitlines() == [
        "! at_once is in no calendar: it runs once, as soon as possible",
        "! by_hand is in no calendar: it runs only when triggered by hand",
        "! over is in no calendar: it runs once, on 2026-03-01 at 00:00, UTC",
    ]
    assert code == 0


def test_times_hit_by_a_change_of_clocks_are_flagged(write: Write, command: Command) -> None:
    write("nightly", '{daily: true, at: "02:30", timezone: Europe/Budapest}')

    _, spring, _ = command("--from", "2027-03-27", "--until", "2027-03-29")
    _, autumn, _ = command("--from", "2027-10-30", "--until", "2027-11-01")

    assert spring == (
        "! nightly: 2027-03-28 02:30 in Europe/Budapest is skipped when clocks go forward; "
        "it runs at 03:30\n"
    )
    assert autumn == (
        "! nightly: 2027-10-31 02:30 in Europe/Budapest comes twice when clocks go back; "
        "it runs at the second\n"
    )


def test_two_exports_that_write_the_same_file_are_flagged(write: Write, command: Command) -> None:
    write("one", '{daily: true, at: "05:00"}', path="/in/{{ run_moment | date('%Y%m') }}.csv")
    write("two", "{monthly: 1}", path="/in/202703.csv")
    write("three", "{monthly: 1}", path="/in/{{ export }}.csv")

    _, err, _ = command("--from", "2027-03-01", "--until", "2027-03-10")

    assert err == (
        "! /in/202703.csv on sftp connection partner is written by "
        "two (2027-03-01 00:00) and one (2027-03-01 05:00)\n"
    )


def test_exports_that_count_their_runs_alike_are_flagged_too(
    write: Write, command: Command
) -> None:
    write("one", '{daily: true, at: "05:00"}', path="/in/{{ '%03d' % run_number }}.csv")
    write("two", "{monthly: 1}", path="/in/{{ '%03d' % sequence }}.csv")

    out, err, _ = command("--from", "2027-03-01", "--until", "2027-03-02")

    assert "/in/001.csv" in out
    assert "/in/001.csv on sftp connection partner is written by two" in err


def test_an_export_may_replace_its_own_file(write: Write, command: Command) -> None:
    write("latest", "daily", path="/in/latest.csv")

    _, err, _ = command("--from", "2027-03-01", "--until", "2027-03-10")

    assert not err


def test_a_minute_with_many_exports_is_flagged(write: Write, command: Command) -> None:
    for number in range(5):
        write(f"export_{number}", '{monthly: [1, 2, 3, 4], at: "05:00"}')
    write("other", '{daily: true, at: "05:01"}')

    _, err, _ = command("--from", "2027-03-01", "--until", "2027-03-10")

    assert err.splitlines() == [
        "! 5 exports start at 2027-03-01 05:00 UTC; spread them over the hour",
        "! 5 exports start at 2027-03-02 05:00 UTC; spread them over the hour",
        "! 5 exports start at 2027-03-03 05:00 UTC; spread them over the hour",
        "! 1 more minutes have 4 exports or more",
    ]


def test_a_broken_file_is_reported_and_hides_no_other(
    folder: Path, write: Write, command: Command
) -> None:
    write("good", "daily")
    write("bad", "dayly")

    out, err, code = command("--from", "2027-03-01", "--until", "2027-03-01", "--json")

    assert [run["export"] for run in json.loads(out)] == ["good"]
    assert f"{folder / 'bad.yaml'}:7: schedule: 'dayly' is no schedule; did you mean" in err
    assert code == 1


@pytest.mark.parametrize("wrong", [["--from", "tomorrow"], ["--count", "0"], ["--until", "x"]])
def test_a_wrong_argument_is_refused(wrong: list[str], command: Command) -> None:
    with pytest.raises(SystemExit):
        command(*wrong)


def test_the_run_id_is_the_one_airflow_will_give(folder: Path, write: Write) -> None:
    write("daily", '{daily: true, at: "05:00"}')
    (run,) = calendar.planned_runs(
        load_paths([folder], load_catalog()).exports.values(),
        datetime(2027, 3, 1, tzinfo=UTC),
        count=1,
    )

    timetable = ExportTimetable(run.export.config.schedule)
    assert run.run_id == timetable.generate_run_id(
        run_type=DagRunType.SCHEDULED, run_after=pendulum.instance(run.moment), data_interval=None
    )


def test_a_run_whose_path_cannot_be_made_hides_no_other(write: Write, command: Command) -> None:
    # The month divides: in March, in which paths are tried, by one, and in February by nothing.
    write("fine", "daily", path="/in/fine.csv")
    write("odd", "daily", path="/in/{{ 1 // ((run_moment | date('%m') | int) - 2) }}.csv")

    out, err, code = command("--from", "2027-02-28", "--until", "2027-03-01")

    assert code == 1
    assert (out.count("/in/fine.csv"), out.count("/in/1.csv")) == (2, 1)
    assert err.startswith("! odd: the run of 2027-02-28 00:00 has no path '/in/{{ 1 // ")
    assert err.count("\n") == 1
