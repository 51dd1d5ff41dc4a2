"""The two kinds of stores, the second on an S3 server on loopback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import boto3
import pytest
from airflow.sdk import ObjectStoragePath
from moto.server import ThreadedMotoServer

from antavo_export.orchestration.object_store import ObjectStore
from antavo_export.pipeline.store import LocalStore, Store

BUCKET = "exports"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Return the URL of an S3 server with one bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",  # noqa: S106 - any will do
    )
    client.create_bucket(Bucket=BUCKET)
    client.close()
    yield url
    server.stop()


@pytest.fixture
def object_store(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """Return an empty store in object storage, behind an Airflow connection."""
    connection = {
        "conn_type": "aws",
        "login": "a",
        "password": "b",
        "extra": {"endpoint_url": s3_server, "region_name": "us-east-1"},
    }
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(connection))
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
