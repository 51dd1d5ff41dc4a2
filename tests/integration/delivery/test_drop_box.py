"""A server that takes files in and lets nobody delete one."""

from collections.abc import Iterator

import pytest

from antavo_export.errors import AccessDeniedError, ConnectionLostError
from antavo_export.pipeline.delivery import MemoryJournal, Try
from tests.fixtures.transfer_servers import TransferServer
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_folder import ServerFolder
from tests.fixtures.transfer_servers_pyftpdlib import pyftpdlib_server

LEFTOVER = ".report.csv.abc.1.part"


@pytest.fixture(scope="module")
def server(server_folder: ServerFolder) -> Iterator[TransferServer]:
    """Return a server that deletes nothing."""
    with pyftpdlib_server(server_folder, "ftp", allowed="elrafmwMT") as running:
        yield running


@pytest.fixture
def drop_box(server: TransferServer, make_box: MakeBox) -> Box:
    """Return a folder of that server."""
    return make_box(server)


@pytest.mark.parametrize("point", [Point.WRITE, Point.RENAME])
def test_a_leftover_that_may_not_be_deleted_does_not_fail_the_next_try(
    drop_box: Box, point: Point
) -> None:
    journal = MemoryJournal()
    with (
        drop_box.server.faults.armed(Fault(point, Action.CUT)),
        pytest.raises(ConnectionLostError),
    ):
        drop_box.deliver(b"new", this_try=Try("abc", 1, journal), done_file=".done")
    assert list(drop_box.files()) == [LEFTOVER]

    drop_box.deliver(b"new", this_try=Try("abc", 2, journal), done_file=".done")
    found = drop_box.files()
    assert found.pop(LEFTOVER) in (b"", b"new")
    assert found == {"report.csv": b"new", "report.csv.done": b""}


def test_a_done_file_that_may_not_be_deleted_never_vouches_for_a_new_file(drop_box: Box) -> None:
    drop_box.deliver(b"old", done_file=".done")
    with pytest.raises(AccessDeniedError):
        drop_box.deliver(b"new", done_file=".done")

    assert drop_box.files()["report.csv"] == b"old"
    assert drop_box.files()["report.csv.done"] == b""
