"""What every store promises, kept by each kind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from antavo_export.errors import FileGoneError, StoreOvertakenError
from antavo_export.pipeline.progress import Progress
from antavo_export.pipeline.store import Store

Put = Callable[..., str]


def content(store: Store, uri: str) -> bytes:
    with store.open(uri) as file:
        return file.read()


def test_a_file_is_published_when_it_is_whole(store: Store) -> None:
    large = bytes(range(256)) * 80_000  # 20 MB: more than one part of an upload
    with store.create("events", "manual__1", "events.csv") as file:
        file.write(memoryview(large)[:100])
        file.write(large[100:])
        assert list(store.runs()) == []
        with pytest.raises(FileGoneError):
            content(store, file.uri)
    assert content(store, file.uri) == large
    (run,) = store.runs()
    assert (run.export_id, run.uri, run.bytes) == ("events", file.uri, len(large))
    assert abs(run.stored_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_an_error_publishes_nothing_and_leaves_what_was_there(store: Store, put: Put) -> None:
    uri = put(b"the first try")
    writing = store.create("events", "manual__1", "events.csv")
    writing.__enter__().write(b"x" * 20_000_000)
    assert writing.__exit__(RuntimeError, RuntimeError(), None) is not True
    assert content(store, uri) == b"the first try"


def test_a_later_try_takes_the_place_of_an_earlier_one(store: Store, put: Put) -> None:
    earlier = put(b"before the format was changed", name="events.csv")
    later = put(b"after it", name="events.psv")
    assert content(store, later) == b"after it"
    with pytest.raises(FileGoneError):
        content(store, earlier)
    assert [run.uri for run in store.runs()] == [later]


@pytest.mark.parametrize("written", [b"the older try", b"", b"x" * (17 << 20)])
def test_an_overtaken_try_publishes_nothing(store: Store, put: Put, written: bytes) -> None:
    older = store.create("events", "manual__1", "events.csv")
    older.__enter__().write(written)
    uri = put(b"the newer try")
    with pytest.raises(StoreOvertakenError):
        older.__exit__(None, None, None)
    assert content(store, uri) == b"the newer try"


def test_an_older_try_ends_without_harm_while_a_newer_one_writes(store: Store) -> None:
    older = store.create("events", "manual__1", "events.csv")
    older.__enter__().write(b"the older try")
    with store.create("events", "manual__1", "events.csv") as newer:
        newer.write(b"the newer ")
        with pytest.raises(StoreOvertakenError):
            older.__exit__(None, None, None)
        assert list(store.runs()) == []
        newer.write(b"try")
    assert content(store, newer.uri) == b"the newer try"


def test_an_empty_file_is_published(store: Store, put: Put) -> None:
    assert content(store, put(b"")) == b""


def test_runs_whose_ids_look_alike_have_files_of_their_own(store: Store, put: Put) -> None:
    ids = ["scheduled__2026-03-01T00:00:00+00:00", "scheduled__2026-03-01T00_00_00+00_00", "../a"]
    uris = [put(run_id.encode(), run_id=run_id) for run_id in ids]
    assert [content(store, uri).decode() for uri in uris] == ids


def test_a_deleted_file_is_gone_and_may_be_deleted_again(store: Store, put: Put) -> None:
    uri = put(b"content")
    (run,) = store.runs()
    assert store.delete(run) is True
    assert store.delete(run) is False
    assert list(store.runs()) == []
    with pytest.raises(FileGoneError):
        content(store, uri)


@pytest.mark.parametrize("name", ["../events.csv", ".hidden", "", "a/b", "x" * 201, "a\nb"])
def test_a_file_has_a_plain_name(put: Put, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a file"):
        put(b"content", name=name)


def test_progress_can_be_looked_at_until_the_file_is_there(store: Store) -> None:
    progress = Progress(rows=5, bytes=100, seconds=1.5, done=0.25)
    assert store.progress_of("events", "manual__1") is None
    with store.create("events", "manual__1", "events.csv") as file:
        store.note_progress("events", "manual__1", progress)
        assert store.progress_of("events", "manual__1") == progress
        assert list(store.runs()) == []
        file.write(b"content")
    assert store.progress_of("events", "manual__1") is None


def test_nothing_outside_of_the_store_can_be_read(store: Store, put: Put) -> None:
    uri = put(b"content")
    for elsewhere in ("file:///etc/passwd", f"{uri}/../../../../etc/passwd", "s3://other/a/b/c"):
        with pytest.raises(FileGoneError):
            content(store, elsewhere)
