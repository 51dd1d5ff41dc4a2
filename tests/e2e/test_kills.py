"""A task, a scheduler, and a machine with both, killed in the middle of their work.

What happens to the exports they were running: the run ends well as soon as a scheduler is there,
and neither the partner nor the store ever shows anything but whole files.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from demo.airflow import PROGRAMS
from demo.postgres import Postgres
from tests.fixtures.airflow_lab import Lab, airflow_lab, postgres_connection, retry_soon
from tests.fixtures.held_connection import HeldConnection, held_connection
from tests.fixtures.sightings import sightings
from tests.fixtures.transfer_servers import TransferServer
from tests.fixtures.transfer_servers_asyncssh import asyncssh_server
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_folder import prepared_folder
from tests.fixtures.whole_airflow import service, wait_for

EXPORT = """
name: Killed
model: events
filters: none
fields: all
schedule: manual
target: {type: sftp, connection: partner, path: "/{{ run_id | replace(':', '_') }}.csv"}
"""
# What takes Airflow minutes to notice is noticed within one, and not sooner: on a busy machine the
# heartbeats of what is alive come late.
IMPATIENT: dict[str, Any] = {
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": 45,
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": 3,
    "SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": 5,
    "SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": 45,
    "WORKERS__MIN_HEARTBEAT_INTERVAL": 3,
}
HALF = 300_000  # bytes: some of the file, and not all of it
MOMENT = "2026-03-31T05:00"

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def partner() -> Iterator[TransferServer]:
    """Run an SFTP server that can stop answering."""
    with prepared_folder() as folder, asyncssh_server(folder) as server:
        yield server


@pytest.fixture(scope="module")
def network(loyalty_uri: str) -> Iterator[HeldConnection]:
    """Run a way to the loyalty database that can stand still."""
    server = postgres_connection(loyalty_uri)
    with held_connection(server["host"], int(server["port"])) as way:
        yield way


@pytest.fixture(scope="module")
def lab(
    postgres_server: Postgres,
    loyalty_uri: str,
    partner: TransferServer,
    network: HeldConnection,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Lab]:
    """Run an Airflow with one export to the partner."""
    folder = tmp_path_factory.mktemp("kills")
    connections = {
        "partner": partner.connection,
        "antavo": {**postgres_connection(loyalty_uri), "port": network.port},
    }
    with airflow_lab(postgres_server, loyalty_uri, folder, connections, **IMPATIENT) as lab:
        retry_soon(lab)
        lab.file("events").write_text(EXPORT, encoding="utf-8")
        wait_for(lambda: "events" in lab.is_stale(), "the DAG", seconds=300)
        yield lab


@pytest.fixture(scope="module")
def schedulers() -> Iterator[ExitStack]:
    """Return what ends the schedulers that take the place of killed ones."""
    with ExitStack() as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(lab: Lab) -> dict[str, Any]:
    """Return the receipt of a run that nobody was killed in."""
    run_id = lab.trigger("events", as_of=MOMENT, deliver=False)
    ends_well(lab, run_id)
    return lab.result("events", run_id, "extract")


def scheduler(lab: Lab) -> psutil.Process:
    """Return the scheduler of this Airflow; other tests' may be running beside it."""
    children = psutil.Process(os.getpid()).children()
    (found,) = (child for child in children if is_scheduler(child, lab.airflow.folder))
    return found


def is_scheduler(process: psutil.Process, folder: Path) -> bool:
    try:
        return "scheduler" in process.cmdline() and Path(process.cwd()) == folder
    except psutil.NoSuchProcess:  # has just ended, or is a zombie: nobody has waited for it yet
        return False


def kill_all(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # ended by itself, once the one before it was gone
            process.kill()


@contextmanager
def killed_alone(process: psutil.Process) -> Iterator[None]:
    """Kill a process; what it has started goes on, at most until the block ends."""
    orphans = process.children(recursive=True)
    process.kill()
    try:
        yield
    finally:
        kill_all(orphans)


def next_scheduler(lab: Lab, schedulers: ExitStack) -> None:
    """Start another scheduler, as whatever looks after services does."""
    airflow = lab.airflow
    arguments = PROGRAMS["scheduler"]
    schedulers.enter_context(service("scheduler", arguments, airflow.environment, airflow.folder))


def ends_well(lab: Lab, run_id: str) -> None:
    def has_ended() -> bool:
        return lab.run_state(run_id) in ("success", "failed")

    wait_for(has_ended, f"the end of {run_id}", seconds=300)
    assert lab.run_state(run_id) == "success"


def is_trying_again(lab: Lab, run_id: str, task_id: str) -> bool:
    return lab.tries(run_id)[task_id] > 1 and lab.task_states(run_id)[task_id] == "running"


def was_noticed(lab: Lab, run_id: str) -> bool:
    return lab.task_states(run_id)["extract"] != "running" or lab.tries(run_id)["extract"] > 1


def half_written(store: Path) -> list[int]:
    """Return the sizes of the files that are being made."""
    return [part.stat().st_size for part in store.rglob(".*.part")]


def assert_is_whole(
    lab: Lab, partner: TransferServer, run_id: str, undisturbed: dict[str, Any]
) -> None:
    """Assert that partner and store have what an undisturbed run makes, and nothing besides."""
    receipt = lab.result("events", run_id, "extract")
    facts = ("rows", "bytes", "sha256", "columns")
    assert [receipt[fact] for fact in facts] == [undisturbed[fact] for fact in facts]
    (arrived,) = partner.root.iterdir()
    assert arrived.name == lab.result("events", run_id, "deliver")["path"].lstrip("/")
    assert hashlib.sha256(arrived.read_bytes()).hexdigest() == undisturbed["sha256"]
    arrived.unlink()
    # A try that was overtaken removes its own file once it has learned of that.
    wait_for(lambda: half_written(lab.airflow.store) == [], "whole files only", seconds=120)


def test_a_killed_task_is_tried_again(
    lab: Lab, partner: TransferServer, network: HeldConnection, undisturbed: dict[str, Any]
) -> None:
    with sightings("*.csv", partner.root, lab.airflow.store) as seen:
        with network.held_after(HALF):
            run_id = lab.trigger("events", as_of=MOMENT)
            wait_for(network.stalled.is_set, "half of the rows", seconds=240)
            psutil.Process(lab.pid(run_id, "extract")).kill()
            wait_for(partial(was_noticed, lab, run_id), "notice", seconds=240)
        ends_well(lab, run_id)

    assert lab.tries(run_id) == {"extract": 2, "deliver": 1}
    assert_is_whole(lab, partner, run_id, undisturbed)
    assert {size for _, size in seen} == {undisturbed["bytes"]}


def test_a_killed_scheduler_leaves_its_tasks_to_the_next_one(
    lab: Lab,
    partner: TransferServer,
    network: HeldConnection,
    schedulers: ExitStack,
    undisturbed: dict[str, Any],
) -> None:
    with ExitStack() as running:
        seen = running.enter_context(sightings("*.csv", partner.root, lab.airflow.store))
        with network.held_after(HALF):
            run_id = lab.trigger("events", as_of=MOMENT)
            wait_for(network.stalled.is_set, "half of the rows", seconds=240)
            running.enter_context(killed_alone(scheduler(lab)))
            next_scheduler(lab, schedulers)
            # The task of the killed one is still there, and has a second beside it now.
            wait_for(partial(is_trying_again, lab, run_id, "extract"), "it", seconds=240)
        ends_well(lab, run_id)
        assert lab.tries(run_id)["extract"] == 2
        assert_is_whole(lab, partner, run_id, undisturbed)

    assert {size for _, size in seen} == {undisturbed["bytes"]}


def test_a_machine_that_dies_while_it_delivers_sends_the_same_bytes_when_it_is_back(
    lab: Lab, partner: TransferServer, schedulers: ExitStack, undisturbed: dict[str, Any]
) -> None:
    with sightings("*.csv", partner.root, lab.airflow.store) as seen:
        with partner.faults.armed(Fault(Point.WRITE, Action.HANG, at=HALF)):
            run_id = lab.trigger("events", as_of=MOMENT)
            wait_for(lambda: partner.faults.struck == 1, "half of the file", seconds=240)
            first = scheduler(lab)
            kill_all([first, *first.children(recursive=True)])
        assert lab.task_states(run_id) == {"extract": "success", "deliver": "running"}
        next_scheduler(lab, schedulers)
        ends_well(lab, run_id)

    assert lab.tries(run_id) == {"extract": 1, "deliver": 2}
    assert_is_whole(lab, partner, run_id, undisturbed)
    assert {size for _, size in seen} == {undisturbed["bytes"]}
