"""Exports on CeleryExecutor: workers without a common folder, files in S3, and lost machines."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
import pytest

from demo.loyalty import fill
from demo.postgres import Postgres
from tests.fixtures.airflow_lab import Lab, airflow_lab, postgres_connection, retry_soon
from tests.fixtures.celery_workers import celery_worker, lose_power, running_redis, worker_of
from tests.fixtures.held_connection import HeldConnection, held_connection
from tests.fixtures.s3 import BUCKET, running_s3_server, s3_client, s3_connection
from tests.fixtures.sightings import sightings
from tests.fixtures.transfer_servers import TransferServer
from tests.fixtures.transfer_servers_asyncssh import asyncssh_server
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_folder import prepared_folder
from tests.fixtures.whole_airflow import wait_for

EXPORT = """
name: Large
model: events
filters: none
fields: all
file: {format: json, any_model: true}
schedule: manual
target: {type: sftp, connection: partner, path: "/{{ run_id | replace(':', '_') }}.json"}
"""
SETTINGS: dict[str, Any] = {
    "CORE__EXECUTOR": "CeleryExecutor",
    "CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT": 86_400,
    # What takes Airflow minutes to notice is noticed within one, and not sooner: on a busy machine
    # the heartbeats of what is alive come late.
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": 45,
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": 3,
    "WORKERS__MIN_HEARTBEAT_INTERVAL": 3,
}
EVENTS = 60_000
ONE_PART = 18 << 20  # bytes: S3 has the first 16 MB of the file, and not all of it
MOMENT = "2026-03-31T05:00"

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Cluster:
    """An Airflow, and everything around it that it cannot look into."""

    lab: Lab
    partner: TransferServer
    network: HeldConnection
    s3: Any

    def files(self) -> dict[str, int]:
        """Return name and size of every file that the store shows."""
        found = self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        files = {each["Key"]: each["Size"] for each in found}
        return {key: size for key, size in files.items() if "/." not in key}

    def uploads(self) -> list[str]:
        """Return what has been begun in S3 and is no file yet."""
        found = self.s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])
        return [each["Key"] for each in found]


@pytest.fixture(scope="module")
def large_uri(postgres_server: Postgres) -> str:
    """Return the URI of a loyalty programme whose events are more than one part of an upload."""
    postgres_server.create_database("large")
    with psycopg.connect(postgres_server.uri("large")) as connection:
        fill(connection, customers=200, events=EVENTS)
    return postgres_server.uri("large")


@pytest.fixture(scope="module")
def cluster(
    postgres_server: Postgres, large_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    """Run an Airflow without workers."""
    folder = tmp_path_factory.mktemp("cluster")
    server = postgres_connection(large_uri)
    with ExitStack() as running:
        broker = running.enter_context(running_redis(tmp_path_factory.mktemp("redis")))
        s3 = running.enter_context(running_s3_server())
        servers = running.enter_context(prepared_folder())
        partner = running.enter_context(asyncssh_server(servers))
        way = held_connection(server["host"], int(server["port"]))
        network = running.enter_context(way)
        connections = {
            "partner": partner.connection,
            "store": s3_connection(s3),
            "antavo": {**server, "port": network.port},
        }
        options = {
            **SETTINGS,
            "CELERY__BROKER_URL": broker,
            "ANTAVO_EXPORT__STORE": f"s3://store@{BUCKET}/kept",
        }
        whole = airflow_lab(postgres_server, large_uri, folder, connections, **options)
        lab = running.enter_context(whole)
        retry_soon(lab)
        for export_id in ("first", "second"):
            lab.file(export_id).write_text(EXPORT, encoding="utf-8")
        wait_for(lambda: {"first", "second"} <= lab.is_stale().keys(), "DAGs", seconds=300)
        yield Cluster(lab, partner, network, s3_client(s3))


def has_ended(lab: Lab, run_id: str) -> bool:
    return lab.run_state(run_id) in ("success", "failed")


def lose_both_workers(cluster: Cluster) -> tuple[str, str]:
    """Lose one worker in the middle of an extraction, the other in the middle of a delivery."""
    lab, partner = cluster.lab, cluster.partner
    with ExitStack() as running:
        one = running.enter_context(celery_worker(lab.airflow, "one"))
        other = running.enter_context(celery_worker(lab.airflow, "other"))
        with partner.faults.armed(Fault(Point.WRITE, Action.HANG, at=ONE_PART)):
            delivering = lab.trigger("first", as_of=MOMENT)
            wait_for(lambda: partner.faults.struck == 1, "half of the file", seconds=240)
            with cluster.network.held_after(ONE_PART):
                extracting = lab.trigger("second", as_of=MOMENT)
                wait_for(cluster.network.stalled.is_set, "half of the rows", seconds=240)
                # The first part is on its way to S3 when the rows after it are held back.
                wait_for(lambda: len(cluster.uploads()) == 1, "its upload", seconds=120)
                lost = [
                    worker_of(lab.pid(delivering, "deliver"), one, other),
                    worker_of(lab.pid(extracting, "extract"), one, other),
                ]
                assert set(lost) == {one, other}
                for worker in lost:
                    lose_power(worker)
    return delivering, extracting


def test_lost_workers_cost_a_try_and_the_partner_gets_each_file_once_and_whole(
    cluster: Cluster,
) -> None:
    lab, partner = cluster.lab, cluster.partner
    with sightings("*.json", partner.root) as seen:
        delivering, extracting = lose_both_workers(cluster)
        assert lab.task_states(delivering) == {"extract": "success", "deliver": "running"}
        assert lab.task_states(extracting)["extract"] == "running"
        assert (len(cluster.files()), seen) == (1, set())

        renames = Fault(Point.RENAMED, Action.SLOW)  # counted, and nothing else
        with partner.faults.armed(renames), celery_worker(lab.airflow, "third"):
            for run_id in (delivering, extracting):
                wait_for(partial(has_ended, lab, run_id), run_id, seconds=300)
            delivered = partner.faults.struck

    assert [lab.run_state(run_id) for run_id in (delivering, extracting)] == ["success"] * 2
    assert lab.tries(delivering) == {"extract": 1, "deliver": 2}
    assert lab.tries(extracting) == {"extract": 2, "deliver": 1}
    receipts = [lab.result("first", delivering, "extract")]
    receipts.append(lab.result("second", extracting, "extract"))
    assert delivered == 2
    arrived = [file.read_bytes() for file in partner.root.iterdir()]
    assert [hashlib.sha256(content).hexdigest() for content in arrived] == [
        receipt["sha256"] for receipt in receipts
    ]
    assert receipts[0]["sha256"] == receipts[1]["sha256"]
    assert {size for _, size in seen} == {receipts[0]["bytes"]}
    assert (set(cluster.files().values()), cluster.uploads()) == ({receipts[0]["bytes"]}, [])
    assert list(lab.airflow.store.iterdir()) == []
