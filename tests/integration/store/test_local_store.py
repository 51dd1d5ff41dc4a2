"""The store in a folder: what tries that were killed or overtaken leave behind."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antavo_export.errors import StoreDeniedError
from antavo_export.pipeline.store import LocalStore


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "store")


def test_sweeping_takes_old_leftovers_and_nothing_else(store: LocalStore) -> None:
    with store.create("events", "manual__1", "events.csv") as file:
        file.write(b"content")
    abandoned, running = store.root / "events" / "a", store.root / "events" / "b"
    for folder in (abandoned, running):
        folder.mkdir()
        (folder / ".0123.part").write_bytes(b"half a fi")
    now = datetime.now(UTC)
    long_ago = (now - timedelta(days=3)).timestamp()
    os.utime(abandoned / ".0123.part", (long_ago, long_ago))
    store.sweep(now - timedelta(days=1))
    assert not (abandoned / ".0123.part").exists()
    assert (running / ".0123.part").exists()
    assert [run.uri for run in store.runs()] == [file.uri]


def test_the_files_are_not_for_other_users(store: LocalStore) -> None:
    with store.create("events", "manual__1", "events.csv") as file:
        file.write(b"content")
    (path,) = store.root.rglob("events.csv")
    assert [each.stat().st_mode & 0o007 for each in (path, path.parent)] == [0, 0]


def test_a_root_that_is_no_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = LocalStore(tmp_path / "file" / "store")
    with (
        pytest.raises(StoreDeniedError, match="set another store"),
        store.create("events", "manual__1", "events.csv"),
    ):
        pass


def test_a_torn_note_of_progress_is_none(store: LocalStore) -> None:
    folder = store.root / "events" / "manual__1"
    folder.mkdir(parents=True)
    (folder / ".progress.json").write_text('{"rows": 5, "by', encoding="utf-8")
    assert store.progress_of("events", "manual__1") is None
