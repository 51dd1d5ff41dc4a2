"""The maintenance DAG: what it removes, what it leaves, and what the log says of it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fixtures.dag_runs import Run

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"


def stored(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.csv"))


def age(file: Path, days: int) -> None:
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(file, (then, then))


def test_files_are_removed_when_their_export_or_the_store_says_so(
    project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__RETENTION_DAYS", "20")
    for name, extra in (("short", "retention: {days: 5}\n"), ("long", "")):
        (project / f"{name}.yaml").write_text(STORES + extra, encoding="utf-8")
        for _ in range(2):
            run(name)
    files = stored(tmp_path / "store")
    for file, days in zip(files, (10, 30, 10, 1), strict=True):  # long, long, short, short
        age(file, days)

    outcome = run("antavo_export_retention")

    assert outcome.state == "success"
    assert outcome.said["remove_expired", "return_value"] == 2
    assert stored(tmp_path / "store") == [files[0], files[3]]
