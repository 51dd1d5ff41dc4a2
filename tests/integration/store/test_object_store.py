"""The store in object storage: what a killed try leaves behind there."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from airflow.sdk import ObjectStoragePath

from antavo_export.errors import StoreDeniedError, StoreInterruptedError
from antavo_export.orchestration.object_store import ObjectStore
from antavo_export.pipeline.progress import Progress
from tests.fixtures.s3 import BUCKET, running_s3_server, s3_connection


def uploads(store: ObjectStore) -> list[Any]:
    system: Any = store.root.fs
    found = system.list_multipart_uploads(BUCKET)
    return [each for each in found if each["Key"].startswith(store.root.key)]


def abandoned(store: ObjectStore, run_id: str) -> Any:  # noqa: ANN401 - fsspec has no types
    """Begin a file the way a try does that is killed before its end."""
    writing = store.create("events", run_id, "events.csv")
    writing.__enter__().write(b"x" * (20 << 20))
    return writing


def test_the_next_try_throws_away_the_parts_of_a_killed_one(object_store: ObjectStore) -> None:
    killed, other = abandoned(object_store, "manual__1"), abandoned(object_store, "manual__2")
    assert len(uploads(object_store)) == 2
    with object_store.create("events", "manual__1", "events.csv") as file:
        file.write(b"content")
    (left,) = uploads(object_store)
    assert "manual__2" in left["Key"]
    with object_store.open(file.uri) as published:
        assert published.read() == b"content"
    del killed, other


def test_sweeping_throws_away_the_parts_of_old_tries(object_store: ObjectStore) -> None:
    killed = abandoned(object_store, "manual__1")
    object_store.sweep(datetime(2000, 1, 1, tzinfo=UTC))  # the server here dates uploads 2010
    assert len(uploads(object_store)) == 1
    object_store.sweep(datetime.now(UTC) + timedelta(days=1))
    assert uploads(object_store) == []
    del killed


@pytest.mark.usefixtures("object_store")  # for the connection
def test_a_bucket_that_is_not_there_is_told() -> None:
    store = ObjectStore(ObjectStoragePath("s3://store@no-such-bucket/exports"))
    with (
        pytest.raises(StoreDeniedError, match="bucket does not exist"),
        store.create("events", "manual__1", "events.csv"),
    ):
        pass


def test_a_torn_note_of_progress_is_none(object_store: ObjectStore) -> None:
    note = object_store.root / "events" / "manual__1" / ".progress.json"
    note.write_text('{"rows": 5, "by', encoding="utf-8")
    assert object_store.progress_of("events", "manual__1") is None


def test_a_file_that_goes_while_the_store_is_listed_is_left_out(object_store: ObjectStore) -> None:
    for run_id in ("manual__1", "manual__2"):
        with object_store.create("events", run_id, "events.csv") as file:
            file.write(b"content")
    listing = object_store.runs()
    first = next(iter(listing))
    other = "2" if "manual__1" in first.uri else "1"
    system: Any = object_store.root.fs
    system.rm(f"{object_store.root.path}/events/manual__{other}/events.csv")
    assert list(listing) == []


def test_storage_that_does_not_answer_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with running_s3_server() as url:
        monkeypatch.setenv("AIRFLOW_CONN_LOST", json.dumps(s3_connection(url)))
        store = ObjectStore(ObjectStoragePath(f"s3://lost@{BUCKET}/exports"))
        writing = store.create("events", "manual__1", "events.csv")
        writing.__enter__().write(b"content")
    store.note_progress("events", "manual__1", Progress(5, 100, 1.5))
    with pytest.raises(StoreInterruptedError, match="Could not connect"):
        writing.__exit__(None, None, None)
