"""The two kinds of stores, the second on an S3 server on loopback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from airflow.sdk import ObjectStoragePath

from antavo_export.orchestration.object_store import ObjectStore
from antavo_export.pipeline.store import LocalStore, Store
from tests.fixtures.s3 import BUCKET, running_s3_server, s3_connection


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Return the URL of an S3 server with one bucket."""
    with running_s3_server() as url:
        yield url


@pytest.fixture
def object_store(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """Return an empty store in object storage, behind an Airflow connection."""
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(s3_connection(s3_server)))
    return ObjectStore(ObjectStoragePath(f"s3://store@{BUCKET}/{token_hex(8)}"))


@pytest.fixture(params=["a folder", "object storage"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Return an empty store of each kind."""
    if request.param == "a folder":
        return LocalStore(tmp_path / "store")
    made: Store = request.getfixturevalue("object_store")
    return made


@pytest.fixture
def put(store: Store) -> Callable[..., str]:
    """Return what publishes a small file and tells its URI."""

    def put(content: bytes, *, run_id: str = "manual__1", name: str = "events.csv") -> str:
        with store.create("events", run_id, name) as file:
            file.write(content)
        return file.uri

    return put
