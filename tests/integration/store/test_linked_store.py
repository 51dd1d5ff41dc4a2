"""The store in a folder that is reached through a link, as a mounted disk often is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antavo_export.pipeline.retention import Expired, Keep, remove_expired
from antavo_export.pipeline.store import LocalStore

Put = Callable[..., str]


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    (tmp_path / "disk").mkdir()
    (tmp_path / "mounted").symlink_to(tmp_path / "disk")
    return LocalStore(tmp_path / "mounted" / "store")


def remove(store: LocalStore) -> list[str]:
    """Apply the retention of 30 days to files that are 40 days old by then."""
    told: list[Expired] = []
    later = datetime.now(UTC) + timedelta(days=40)
    number = remove_expired(store, later, Keep(days=30), {}, told=told.append)
    assert number == len(told)
    return [each.run.uri for each in told]


def test_a_file_in_a_linked_store_can_be_read(store: LocalStore, put: Put) -> None:
    with store.open(put(b"content")) as file:
        assert file.read() == b"content"


def test_retention_removes_the_files_of_a_linked_store(
    store: LocalStore, put: Put, tmp_path: Path
) -> None:
    uri = put(b"content")
    assert remove(store) == [uri]
    assert list((tmp_path / "disk").rglob("*.csv")) == []


def test_a_file_that_stays_is_not_told_as_removed(store: LocalStore, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "events.csv").write_bytes(b"content")
    (store.root / "events").mkdir(parents=True)
    (store.root / "events" / "manual__1").symlink_to(tmp_path / "elsewhere")
    assert remove(store) == []
    assert (tmp_path / "elsewhere" / "events.csv").exists()
