"""Retention takes the files that were listed, and nothing that another try of the run makes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antavo_export.errors import StoreInterruptedError
from antavo_export.orchestration.object_store import ObjectStore
from antavo_export.pipeline.progress import Progress
from antavo_export.pipeline.retention import Expired, Keep, remove_expired
from antavo_export.pipeline.store import LocalStore, Store

Put = Callable[..., str]


def removed(store: Store) -> list[str]:
    return [run.uri for run in list(store.runs()) if store.delete(run)]


def content(store: Store, uri: str) -> bytes:
    with store.open(uri) as file:
        return file.read()


def test_a_run_that_runs_again_keeps_what_it_writes(store: Store, put: Put) -> None:
    old = put(b"the first try")
    with store.create("events", "manual__1", "events.csv") as file:
        file.write(b"the second try, ")
        assert removed(store) == [old]
        file.write(b"whole")
    assert content(store, file.uri) == b"the second try, whole"


def test_a_file_published_since_the_listing_stays(store: Store, put: Put) -> None:
    uri = put(b"the first try")
    (listed,) = store.runs()
    put(b"the second try is longer")
    assert store.delete(listed) is False
    assert content(store, uri) == b"the second try is longer"


def test_a_file_of_the_same_size_published_since_the_listing_stays(store: Store, put: Put) -> None:
    uri = put(b"content")
    (listed,) = store.runs()
    assert store.delete(replace(listed, stored_at=listed.stored_at - timedelta(days=40))) is False
    assert content(store, uri) == b"content"


def test_a_run_without_its_file_leaves_no_folder(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    with store.create("events", "manual__1", "events.csv") as file:
        file.write(b"content")
    assert removed(store) == [file.uri]
    assert list((tmp_path / "events").iterdir()) == []


def test_what_cannot_be_removed_keeps_no_other_file_from_it(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    (tmp_path / "events" / "a" / "no file").mkdir(parents=True)
    with store.create("events", "b", "events.csv") as file:
        file.write(b"content")
    told: list[Expired] = []
    later = datetime.now(UTC) + timedelta(days=40)
    with pytest.raises(StoreInterruptedError, match="Is a directory"):
        remove_expired(store, later, Keep(days=30), {}, told=told.append)
    assert [each.run.uri for each in told] == [file.uri]


def test_the_progress_of_a_killed_try_is_swept_from_object_storage(
    object_store: ObjectStore,
) -> None:
    object_store.note_progress("events", "manual__1", Progress(5, 100, 1.5))
    object_store.sweep(datetime.now(UTC) - timedelta(days=1))
    assert object_store.progress_of("events", "manual__1") is not None
    object_store.sweep(datetime.now(UTC) + timedelta(days=1))
    assert object_store.progress_of("events", "manual__1") is None
