"""Processes killed and stopped in the middle of a transfer, on both sides of the connection."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from antavo_export.errors import ConnectionLostError
from antavo_export.pipeline.delivery import Intent, MemoryJournal, Try
from tests.fixtures.transfer_servers import TransferServer, sessions
from tests.fixtures.transfer_servers_box import Box, MakeBox, stored
from tests.fixtures.transfer_servers_pool import GetServer
from tests.fixtures.transfer_servers_trap import trapped

OLD, NEW = b"old", bytes(16 << 20)
PATIENCE = 20  # seconds
SERVERS = ["openssh", "proftpd-sftp", "proftpd-ftp", "proftpd-ftps", "vsftpd-ftps"]
on_every_server = pytest.mark.parametrize("server", SERVERS)


@pytest.fixture
def box(server: str, get_server: GetServer, make_box: MakeBox) -> Box:
    """Return a folder that holds the previous file."""
    box = make_box(get_server(server))
    box.deliver(OLD, verify="size")
    return box


@contextmanager
def watched(box: Box) -> Iterator[set[int | None]]:
    """Collect every size that the final name is ever seen with, None for absent."""
    seen, stop, path = set[int | None](), threading.Event(), box.folder / "report.csv"
    looked = threading.Event()

    def watch() -> None:
        while not stop.wait(0.001):  # seconds; without a pause it would take a whole core
            try:
                seen.add(path.stat().st_size)
            except FileNotFoundError:
                seen.add(None)
            looked.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    looked.wait(PATIENCE)
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def signal_sessions(server: TransferServer, number: signal.Signals) -> None:
    """Send a signal to the processes that serve clients."""
    for pid in sessions(server):
        os.kill(pid, number)


@pytest.mark.parametrize("server", ["openssh", "proftpd-ftp", "vsftpd-ftps"])
def test_a_client_killed_in_the_middle_leaves_the_old_file_and_the_next_try_replaces_it(
    box: Box,
) -> None:
    section = box.target(verify="size").model_dump_json()
    command = [sys.executable, "-m", "tests.fixtures.transfer_servers_victim", section]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(["plugins", *sys.path])}
    with watched(box) as seen:
        victim = subprocess.run(  # noqa: S603 - this repository's own module
            [*command, str(len(NEW))], env=environment, check=False
        )
        assert victim.returncode == -signal.SIGKILL
        assert box.files()["report.csv"] == OLD
        box.deliver(NEW, this_try=Try("abc", 2))

    assert {len(OLD)} <= seen <= {len(OLD), len(NEW)}
    assert box.files() == {"report.csv": NEW}


@on_every_server
def test_a_server_killed_in_the_middle_leaves_the_old_file_and_the_next_try_replaces_it(
    box: Box,
) -> None:
    file = trapped(stored(NEW), lambda: signal_sessions(box.server, signal.SIGKILL))
    with watched(box) as seen:
        with pytest.raises(ConnectionLostError):
            box.deliver(file, this_try=Try("abc", 1))
        assert box.files()["report.csv"] == OLD
        box.deliver(NEW, this_try=Try("abc", 2))

    assert {len(OLD)} <= seen <= {len(OLD), len(NEW)}
    assert box.files() == {"report.csv": NEW}


@on_every_server
def test_a_stopped_server_ends_the_try_after_the_silence_allowed(box: Box) -> None:
    file = trapped(stored(NEW), lambda: signal_sessions(box.server, signal.SIGSTOP))
    with watched(box) as seen:
        with pytest.raises(ConnectionLostError):
            box.deliver(file, this_try=Try("abc", 1), hasty=True)
        assert box.files()["report.csv"] == OLD
        signal_sessions(box.server, signal.SIGCONT)
        box.deliver(NEW, this_try=Try("abc", 2))

    assert {len(OLD)} <= seen <= {len(OLD), len(NEW)}
    assert box.files() == {"report.csv": NEW}


class KillingJournal(MemoryJournal):
    """Kills the server's sessions when the rename is about to be asked for, or was carried out."""

    def __init__(self, box: Box, *, after: bool) -> None:
        super().__init__()
        self._box = box
        self._after = after
        self.killer = threading.Thread(target=self._kill)

    def write(self, intent: Intent) -> None:
        super().write(intent)
        if self.killer.ident is not None:  # it has struck: this is the next try
            return
        self.killer.start()
        if not self._after:
            self.killer.join()

    def _kill(self) -> None:
        path = self._box.folder / "report.csv"
        deadline = time.monotonic() + PATIENCE
        while self._after and path.stat().st_size != len(NEW) and time.monotonic() < deadline:
            time.sleep(0.0001)
        signal_sessions(self._box.server, signal.SIGKILL)


@on_every_server
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_server_killed_around_the_rename_shows_a_whole_file_and_the_next_try_ends_well(
    box: Box, *, after: bool
) -> None:
    journal = KillingJournal(box, after=after)
    with watched(box) as seen:
        with suppress(ConnectionLostError):  # after the rename, all may be done before it strikes
            box.deliver(NEW, this_try=Try("abc", 1, journal), done_file=".done", verify="size")
        journal.killer.join()
        assert box.files()["report.csv"] == (NEW if after else OLD)
        box.deliver(NEW, this_try=Try("abc", 2, journal), done_file=".done", verify="size")

    assert {len(OLD)} <= seen <= {len(OLD), len(NEW)}
    assert box.files() == {"report.csv": NEW, "report.csv.done": b""}
