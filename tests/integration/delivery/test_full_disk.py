"""Real servers on a file system of two megabytes."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import partial

import pytest

from antavo_export.errors import DeliveryInterruptedError, NoSpaceError, PermanentError
from antavo_export.pipeline.delivery import Try
from tests.fixtures.transfer_servers import TransferServer
from tests.fixtures.transfer_servers_box import Box, MakeBox, stored
from tests.fixtures.transfer_servers_disk import mounted
from tests.fixtures.transfer_servers_folder import ServerFolder
from tests.fixtures.transfer_servers_openssh import openssh
from tests.fixtures.transfer_servers_proftpd import proftpd
from tests.fixtures.transfer_servers_pureftpd import pureftpd
from tests.fixtures.transfer_servers_vsftpd import vsftpd

SIZE = 2 << 20
Start = Callable[..., AbstractContextManager[TransferServer]]
TELLING: list[Start] = [openssh, partial(proftpd, protocol="sftp")]
SILENT: list[Start] = [
    partial(proftpd, protocol="ftp"),
    partial(proftpd, protocol="ftps"),
    partial(vsftpd, protocol="ftp"),
    partial(vsftpd, protocol="ftps"),
    partial(pureftpd, protocol="ftp"),
    partial(pureftpd, protocol="ftps"),
]


@pytest.fixture
def small_box(
    request: pytest.FixtureRequest, server_folder: ServerFolder, make_box: MakeBox
) -> Iterator[Box]:
    """Return a folder on a server whose file system holds two megabytes and the previous file."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    disk = server_folder.make(f"disk-{os.urandom(4).hex()}")
    with ExitStack() as stack:
        stack.enter_context(mounted(disk, SIZE))
        server = stack.enter_context(request.param(server_folder, root=disk))
        box = make_box(server)
        box.deliver(b"old", verify="size")
        yield box


@pytest.mark.parametrize("small_box", TELLING, indirect=True)
def test_a_file_that_cannot_fit_is_not_even_begun(small_box: Box) -> None:
    with pytest.raises(NoSpaceError, match="has room for"):
        small_box.deliver(bytes(SIZE + 1))

    assert small_box.files() == {"report.csv": b"old"}


@pytest.mark.parametrize("small_box", TELLING, indirect=True)
def test_what_an_earlier_try_left_does_not_take_the_room_of_the_next(small_box: Box) -> None:
    """A worker that dies leaves its part; with it, the whole file would never fit."""
    leftover = small_box.folder / ".report.csv.abc.1.part"
    leftover.write_bytes(bytes(SIZE // 2))
    leftover.chmod(0o666)
    new = bytes(SIZE * 3 // 4)
    small_box.deliver(new, this_try=Try("abc", 2))

    assert small_box.files() == {"report.csv": new}


@pytest.mark.parametrize("small_box", TELLING, indirect=True)
def test_a_disk_that_fills_up_during_the_transfer_is_told_from_other_failures(
    small_box: Box,
) -> None:
    """The check before the transfer passes: the file's receipt promises less than it has."""
    with pytest.raises(NoSpaceError, match="bytes left"):
        small_box.deliver(replace(stored(bytes(20 * SIZE)), size=1))

    assert small_box.files() == {"report.csv": b"old"}


@pytest.mark.parametrize("small_box", SILENT, indirect=True)
def test_a_full_disk_publishes_nothing_and_the_old_file_stays(small_box: Box) -> None:
    with pytest.raises((PermanentError, DeliveryInterruptedError)) as caught:
        small_box.deliver(bytes(SIZE + 1))

    assert small_box.files() == {"report.csv": b"old"}
    assert "the server says" in str(caught.value)
