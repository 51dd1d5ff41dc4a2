"""Whatever breaks, nothing partial is visible and the next try publishes the same bytes.

``ANTAVO_FAULTS`` says how often each fault is tried; the default suits a build server.
"""

import multiprocessing
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest

from antavo_export.config.export import Export
from antavo_export.errors import ExtractionInterruptedError, RetriableError, StoreFullError
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.store import LocalStore
from tests.integration.extract.exports import events_export
from tests.integration.extract.produced import MOMENT, Connect, leftovers, produced, visible
from tests.integration.extract.proxy import CuttingProxy

TIMES: Final = int(os.environ.get("ANTAVO_FAULTS", "8"))
TEXT: Final = "filters: none\nfields: all\nmax_parallel: {readers}\nfile: {{archive: {archive}}}\n"
WAYS: Final = [(1, "none"), (2, "none"), (2, "zip")]
PATIENCE: Final = 60  # seconds
FORK: Final = multiprocessing.get_context("fork")  # only to run a try that can be killed


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]} readers, archive {way[1]}")
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Export:
    readers, archive = request.param
    text = TEXT.format(readers=readers, archive=archive)
    model = "wide_events" if readers == 1 else "heavy_events"  # reading alone is over too soon
    return events_export(tmp_path, text, model=model)


@pytest.fixture
def chance() -> random.Random:
    """Return random instants, the same ones every time."""
    return random.Random(4)  # noqa: S311 - no secret


def sessions(uri: str) -> int:
    with psycopg.connect(uri) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name LIKE 'antavo-export %'"
        ).fetchone() or (0,)
        return int(count)


def gone(uri: str) -> bool:
    """Return whether the server drops every session of ours, soon.

    Enough time for a busy machine is still little beside the minutes that a statement of
    ``slow_events`` takes to its end.
    """
    deadline = time.monotonic() + PATIENCE
    while sessions(uri):
        if time.monotonic() > deadline:
            return False
    return True


def test_a_try_killed_at_any_instant_leaves_nothing_and_harms_no_later_try(
    export: Export, connect: Connect, events_uri: str, tmp_path: Path, chance: random.Random
) -> None:
    _, undisturbed = produced(export, connect, tmp_path)
    began = time.monotonic()
    produced(export, connect, tmp_path)
    usual = time.monotonic() - began
    killed, folder = 0, tmp_path / "killed"
    while killed < TIMES:  # one that was over before counts as none
        process = FORK.Process(target=produced, args=(export, connect, folder))
        process.start()
        process.join(chance.uniform(0, usual))
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert [path.read_bytes() for path in visible(folder)] in ([], [undisturbed])
        for path in visible(folder):
            path.unlink()  # so that the next kill has something to leave out
    assert gone(events_uri)
    assert produced(export, connect, folder)[1] == undisturbed
    assert leftovers(folder) == []


def test_a_connection_cut_at_any_byte_publishes_nothing_and_a_retry_does(
    export: Export, connect: Connect, events_uri: str, tmp_path: Path, chance: random.Random
) -> None:
    _, undisturbed = produced(export, connect, tmp_path / "undisturbed")
    with CuttingProxy(events_uri) as proxy:
        produced(export, proxy.connect, tmp_path / "counted")
    for _ in range(TIMES):
        with CuttingProxy(events_uri, chance.randrange(proxy.passed * 95 // 100)) as cutting:
            with pytest.raises(ExtractionInterruptedError):
                produced(export, cutting.connect, tmp_path)
            assert visible(tmp_path) == leftovers(tmp_path) == []
    assert produced(export, connect, tmp_path)[1] == undisturbed


@pytest.mark.parametrize("readers", [1, 2])
def test_a_cancelled_task_ends_its_sessions(
    connect: Connect, events_uri: str, tmp_path: Path, readers: int
) -> None:
    slow = events_export(
        tmp_path,
        f"filters: none\nfields: [{{from: slow}}]\nmax_parallel: {readers}\n",
        model="slow_events",
    )
    task = FORK.Process(target=cancellable, args=(slow, connect, tmp_path))
    task.start()
    while sessions(events_uri) < readers:
        assert task.is_alive()
    task.terminate()
    assert gone(events_uri)
    task.join()
    assert visible(tmp_path) == leftovers(tmp_path) == []


def cancellable(export: Export, connect: Connect, folder: Path) -> None:
    """Run an export the way Airflow runs a task: SIGTERM raises inside of it."""

    def stop(*_: object) -> None:
        raise SystemExit(143)

    signal.signal(signal.SIGTERM, stop)
    produced(export, connect, folder)


@pytest.mark.parametrize("readers", [1, 2])
def test_a_statement_timeout_can_be_tried_again(
    connect: Connect, tmp_path: Path, readers: int
) -> None:
    slow = events_export(
        tmp_path,
        f"filters: none\nfields: [{{from: slow}}]\nmax_parallel: {readers}\n",
        model="slow_events",
    )
    with pytest.raises(RetriableError, match="the statement was cancelled"):
        extract(
            slow,
            MOMENT,
            connect=connect,
            store=LocalStore(tmp_path / "store"),
            run_id="manual__1",
            statement_timeout=300,
        )
    assert visible(tmp_path) == leftovers(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a file system of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603 - ours
        pytest.skip("this container may not mount file systems")
    yield folder
    subprocess.run(["/bin/umount", folder], check=True)  # noqa: S603 - ours


def test_a_full_disk_leaves_nothing_behind(
    export: Export, connect: Connect, events_uri: str, small_disk: Path
) -> None:
    with pytest.raises(StoreFullError, match="make room"):
        produced(export, connect, small_disk)
    assert visible(small_disk) == leftovers(small_disk) == []
    assert gone(events_uri)
