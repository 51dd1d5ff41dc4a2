"""Replacing the previous file on servers that refuse to rename onto one, or to rename at all."""

import hashlib
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest

from antavo_export.errors import (
    AccessDeniedError,
    ConnectionLostError,
    DeliveryInterruptedError,
    TransferDamagedError,
)
from antavo_export.pipeline.delivery import Intent, MemoryJournal, Try
from antavo_export.targets import Verify
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_folder import ServerFolder
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer
from tests.fixtures.transfer_servers_proftpd import proftpd

OLD, NEW = b"old", b"new"
PART, ASIDE = ".report.csv.abc.1.part", ".report.csv.abc.1.prev"
LACK = Fault(Point.RENAME, Action.LACK)
REAL = ["openssh", "proftpd-sftp", "proftpd-ftp", "vsftpd-ftps", "pureftpd-ftp"]
every_server = pytest.mark.parametrize("server", [*REAL, *FAULTY])
every_faulty_server = pytest.mark.parametrize("server", FAULTY)


@pytest.fixture
def box(server: str, get_server: GetServer, make_box: MakeBox) -> Box:
    """Return a folder that holds the previous file."""
    box = make_box(get_server(server))
    box.deliver(OLD, verify="size")
    return box


@every_server
def test_a_file_stays_when_what_should_replace_it_is_gone(box: Box) -> None:
    """As when two processes deliver as the same try, and the faster one has published."""
    lacking = box.server.faults.armed(LACK) if box.server.pid is None else nullcontext()
    with lacking, box.open() as remote, pytest.raises(TransferDamagedError, match="is gone"):
        remote.replace(f"{box.path}/.gone.part", f"{box.path}/report.csv")

    assert box.files() == {"report.csv": OLD}


@every_server
def test_a_name_is_not_given_to_a_file_that_is_gone(box: Box) -> None:
    with box.open() as remote, pytest.raises(TransferDamagedError, match="is gone"):
        remote.rename(f"{box.path}/.gone.part", f"{box.path}/other.csv")

    assert box.files() == {"report.csv": OLD}


class TakingJournal(MemoryJournal):
    """Takes the temporary file away when it is about to get its name, as a greedy receiver may."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self._box = box

    def write(self, intent: Intent) -> None:
        super().write(intent)
        (self._box.folder / PART).unlink(missing_ok=True)


@every_server
@pytest.mark.parametrize("if_exists", ["replace", "number"])
def test_a_temporary_file_taken_before_the_rename_is_sent_again(box: Box, if_exists: str) -> None:
    journal = TakingJournal(box)
    with pytest.raises(TransferDamagedError):
        box.deliver(NEW, this_try=Try("abc", 1, journal), if_exists=if_exists)
    box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists=if_exists)

    assert NEW in box.files().values()


@pytest.mark.parametrize("command", ["RNTO", "RNFR"])
def test_a_server_that_lets_us_delete_but_not_rename_keeps_the_old_file(
    command: str, server_folder: ServerFolder, make_box: MakeBox
) -> None:
    directives = f"<Limit {command}>\nDenyAll\n</Limit>"
    with proftpd(server_folder, "ftp", directives=directives) as server:
        box = make_box(server)
        (box.folder / "report.csv").write_bytes(OLD)
        (box.folder / "report.csv").chmod(0o666)
        with pytest.raises(AccessDeniedError, match="the server says"):
            box.deliver(NEW)

        assert box.files() == {"report.csv": OLD}


@every_faulty_server
def test_the_old_file_comes_back_when_the_new_one_does_not_get_its_name(box: Box) -> None:
    refused = Fault(Point.RENAME, Action.REFUSE, skip=1)
    with box.server.faults.armed(LACK, refused), pytest.raises(DeliveryInterruptedError):
        box.deliver(NEW, this_try=Try("abc"), hasty=True)

    assert box.server.faults.struck == 2
    assert box.files() == {"report.csv": OLD, PART: NEW}


@every_faulty_server
@pytest.mark.parametrize("skip", [0, 1], ids=["aside", "into place"])
@pytest.mark.parametrize("point", [Point.RENAME, Point.RENAMED])
def test_a_connection_lost_while_replacing_in_steps_loses_no_file(
    box: Box, point: Point, skip: int
) -> None:
    journal, cut = MemoryJournal(), Fault(point, Action.CUT, skip=skip)
    with box.server.faults.armed(LACK, cut), pytest.raises(ConnectionLostError):
        box.deliver(NEW, this_try=Try("abc", 1, journal))
    assert OLD in box.files().values()

    box.deliver(NEW, this_try=Try("abc", 2, journal))
    assert box.files() == {"report.csv": NEW}


@every_server
@pytest.mark.parametrize("renamed", [False, True], ids=["before", "after"])
def test_the_next_try_ends_what_a_kill_between_the_steps_has_left(
    server: str, get_server: GetServer, make_box: MakeBox, *, renamed: bool
) -> None:
    box, journal = make_box(get_server(server)), MemoryJournal()
    for name, content in ((ASIDE, OLD), ("report.csv" if renamed else PART, NEW)):
        (box.folder / name).write_bytes(content)
    journal.write(intended(box))

    box.deliver(NEW, this_try=Try("abc", 2, journal))
    assert box.files() == {"report.csv": NEW}


def intended(box: Box) -> Intent:
    """Return what the first try wrote down before it asked for the rename."""
    path = f"{box.path}/report.csv"
    with box.open() as remote:
        place = remote.where(path)
    sha256 = hashlib.sha256(NEW).hexdigest()
    return Intent(f"{box.path}/{PART}", path, datetime.now(UTC), place, sha256, Verify.CHECKSUM)
