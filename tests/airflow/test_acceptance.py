"""Files that are empty or not as expected, in whole runs: what is sent, said and kept."""

from pathlib import Path

from tests.fixtures.dag_runs import Run
from tests.fixtures.sftp import SftpServer

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
TARGET = "target: {type: sftp, connection: partner_sftp, path: /inbox/sent.csv}\n"
NOBODY = {"attribute": "name", "operator": "equals", "value": "no such store"}
HUNGARIAN = {"attribute": "country", "operator": "equals", "value": "HU"}


def test_an_empty_file_is_delivered_with_its_header_unless_said_otherwise(
    project: Path, run: Run, sftp_server: SftpServer
) -> None:
    (project / "usual.yaml").write_text(STORES + TARGET, encoding="utf-8")

    outcome = run("usual", {"extra_filters": [NOBODY]})

    delivered = (sftp_server.root / "inbox" / "sent.csv").read_bytes()
    assert outcome.state == "success"
    assert outcome.receipt["rows"] == 0
    assert delivered == outcome.file
    assert delivered.count(b"\n") == 1


def test_an_empty_file_that_is_skipped_is_kept_and_the_run_says_so(
    project: Path, run: Run, sftp_server: SftpServer
) -> None:
    (project / "skips.yaml").write_text(f"{STORES}{TARGET}empty: skip\n", encoding="utf-8")

    outcome = run("skips", {"extra_filters": [NOBODY]})

    assert outcome.state == "success"
    assert not (sftp_server.root / "inbox" / "sent.csv").exists()
    assert ("deliver", "return_value") not in outcome.said
    assert outcome.receipt["warnings"] == [
        "the export has no rows, and the configuration says empty: skip: "
        "nothing was delivered, the file is kept for download."
    ]
    assert len(outcome.file) == outcome.receipt["bytes"]


def test_a_stopped_run_fails_at_once_keeps_its_file_and_says_how_to_send_it(
    project: Path, run: Run, sftp_server: SftpServer
) -> None:
    text = f"{STORES}{TARGET}expect: {{min_rows: 1000000}}\n"
    (project / "stops.yaml").write_text(text, encoding="utf-8")

    outcome = run("stops")

    rows = outcome.receipt["rows"]
    assert outcome.state == "failed"
    assert not (sftp_server.root / "inbox" / "sent.csv").exists()
    assert outcome.receipt["withheld"] is True
    assert len(outcome.file) == outcome.receipt["bytes"]
    assert outcome.said["extract", "failure"] == (
        f"the file has {rows} rows, at least 1,000,000 are expected; nothing was delivered, the "
        "file is kept for download. If the result is wrong, mend the data or the export and clear "
        "this task. If it is right, trigger the export with accept: true and as_of: "
        f"{outcome.receipt['run_moment']}"
    )

    accepted = run("stops", {"accept": True, "as_of": outcome.receipt["run_moment"]})

    assert accepted.state == "success"
    assert (sftp_server.root / "inbox" / "sent.csv").read_bytes() == outcome.file
    assert accepted.receipt["warnings"] == [
        f"the file has {rows} rows, at least 1,000,000 are expected."
    ]


def test_a_change_is_measured_from_the_last_file_that_was_delivered(
    project: Path, run: Run, sftp_server: SftpServer
) -> None:
    (project / "moves.yaml").write_text(f'{STORES}{TARGET}expect: {{change: "10%"}}\n')
    fewer = {"extra_filters": [HUNGARIAN]}

    first = run("moves")
    stopped = run("moves", fewer)
    accepted = run("moves", {**fewer, "accept": True})
    kept = run("moves", {"deliver": False, "accept": True})
    same = run("moves", fewer)

    states = [one.state for one in (first, stopped, accepted, kept, same)]
    assert states == ["success", "failed", "success", "success", "success"]
    assert f"than the {first.receipt['rows']} delivered last" in stopped.said["extract", "failure"]
    assert same.receipt["warnings"] == []
    assert (sftp_server.root / "inbox" / "sent.csv").read_bytes() == same.file


def test_a_one_off_run_is_checked_too(run: Run) -> None:
    conf = {"name": "Once", "model": "stores", "filters": [[NOBODY]], "fields": "all"}

    failed = run("antavo_export_once", {**conf, "empty": "fail"})
    warned = run("antavo_export_once", {**conf, "expect": {"min_rows": 1, "on_breach": "warn"}})

    assert failed.state == "failed"
    assert "has no rows" in failed.said["extract", "failure"]
    assert warned.state == "success"
    assert warned.receipt["warnings"] == ["the file has 0 rows, at least 1 are expected."]
