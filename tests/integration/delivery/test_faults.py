"""What a server can do to a delivery, and what the partner finds each time.

Every fault strikes a server that holds the previous file under the final name. After the failed
try the disk must show that file or the whole new one; after the next try the new one, once, with
nothing else beside it.
"""

import os
from typing import Any

import pytest

from antavo_export.errors import (
    ConnectionLostError,
    DeliveryInterruptedError,
    ExportError,
    NoSpaceError,
    TransferDamagedError,
)
from antavo_export.pipeline.delivery import MemoryJournal, Try
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer

OLD, NEW = b"old\n" * 1000, os.urandom(900_000)
MIDDLE, END = 450_000, len(NEW) - 1

Expected = type[ExportError]

INTERRUPTED: list[tuple[Fault, Expected]] = [
    (Fault(Point.OPEN, Action.CUT), ConnectionLostError),
    (Fault(Point.OPEN, Action.HANG), ConnectionLostError),
    (Fault(Point.OPEN, Action.REFUSE), DeliveryInterruptedError),
    (Fault(Point.WRITE, Action.CUT), ConnectionLostError),
    (Fault(Point.WRITE, Action.CUT, at=MIDDLE), ConnectionLostError),
    (Fault(Point.WRITE, Action.CUT, at=END), ConnectionLostError),
    (Fault(Point.WRITE, Action.REFUSE), DeliveryInterruptedError),
    (Fault(Point.WRITE, Action.REFUSE, at=MIDDLE), DeliveryInterruptedError),
    (Fault(Point.WRITE, Action.REFUSE, at=END), DeliveryInterruptedError),
    (Fault(Point.WRITE, Action.HANG, at=MIDDLE), ConnectionLostError),
    (Fault(Point.WRITE, Action.DAMAGE, at=MIDDLE), TransferDamagedError),
    (Fault(Point.WRITE, Action.LOSE, at=END), TransferDamagedError),
    (Fault(Point.CLOSE, Action.CUT), ConnectionLostError),
    (Fault(Point.CLOSE, Action.HANG), ConnectionLostError),
    (Fault(Point.CLOSE, Action.REFUSE), DeliveryInterruptedError),
    (Fault(Point.READ, Action.CUT, at=MIDDLE), DeliveryInterruptedError),
    (Fault(Point.READ, Action.HANG, at=MIDDLE), ConnectionLostError),
    (Fault(Point.STAT, Action.CUT), ConnectionLostError),
    (Fault(Point.STAT, Action.HANG), ConnectionLostError),
    (Fault(Point.RENAME, Action.CUT), ConnectionLostError),
    (Fault(Point.RENAME, Action.HANG), ConnectionLostError),
    (Fault(Point.RENAME, Action.REFUSE), DeliveryInterruptedError),
    (Fault(Point.RENAMED, Action.CUT), ConnectionLostError),
    (Fault(Point.RENAMED, Action.HANG), ConnectionLostError),
    (Fault(Point.RENAME, Action.CUT, skip=1), ConnectionLostError),
    (Fault(Point.RENAMED, Action.CUT, skip=1), ConnectionLostError),
    (Fault(Point.LOGIN, Action.CUT), DeliveryInterruptedError),
]
REFUSED = [  # told by FTP's reply codes; SFTP 3 has one code for everything, see test_full_disk
    Fault(Point.CLOSE, Action.QUOTA),
    Fault(Point.CLOSE, Action.FULL),
    Fault(Point.OPEN, Action.FULL),
    Fault(Point.OPEN, Action.QUOTA),
]
on_ftp = pytest.mark.parametrize("server", [name for name in FAULTY if "ftp" in name])
on_every_protocol = pytest.mark.parametrize("server", FAULTY)


@pytest.fixture
def faulty_box(server: str, get_server: GetServer, make_box: MakeBox) -> Box:
    """Return a folder that holds the previous file, on a server that commits faults."""
    box = make_box(get_server(server))
    box.deliver(OLD, verify="size")
    return box


@on_every_protocol
@pytest.mark.parametrize(
    ("fault", "error"),
    [pytest.param(fault, error, id=str(fault)) for fault, error in INTERRUPTED],
)
def test_after_any_fault_the_final_name_is_whole_and_the_next_try_ends_well(
    faulty_box: Box, fault: Fault, error: Expected
) -> None:
    faults, journal = faulty_box.server.faults, MemoryJournal()
    hasty = fault.action in {Action.HANG, Action.REFUSE}  # some refuse and let the client wait
    with faults.armed(fault), pytest.raises(error):
        faulty_box.deliver(NEW, this_try=Try("abc", 1, journal), hasty=hasty, done_file=".done")

    assert faults.struck == 1
    assert faulty_box.files()["report.csv"] in (OLD, NEW)

    faulty_box.deliver(NEW, this_try=Try("abc", 2, journal), done_file=".done")
    assert faulty_box.files() == {"report.csv": NEW, "report.csv.done": b""}


@on_ftp
@pytest.mark.parametrize("fault", REFUSED, ids=str)
def test_a_lasting_refusal_is_told_at_once_and_leaves_nothing_behind(
    faulty_box: Box, fault: Fault
) -> None:
    with faulty_box.server.faults.armed(fault), pytest.raises(NoSpaceError):
        faulty_box.deliver(NEW)

    assert faulty_box.files() == {"report.csv": OLD}


@on_every_protocol
@pytest.mark.parametrize(
    "fault",
    [Fault(Point.RENAMED, Action.CUT), Fault(Point.RENAMED, Action.HANG)],
    ids=str,
)
def test_an_answer_lost_after_the_rename_does_not_number_the_file_twice(
    faulty_box: Box, fault: Fault
) -> None:
    journal = MemoryJournal()
    with faulty_box.server.faults.armed(fault), pytest.raises(ConnectionLostError):
        faulty_box.deliver(NEW, this_try=Try("abc", 1, journal), hasty=True, if_exists="number")

    delivery = faulty_box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists="number")
    assert faulty_box.files() == {"report.csv": OLD, "report-1.csv": NEW}
    assert delivery.path.endswith("report-1.csv")


@on_every_protocol
def test_a_file_that_was_taken_before_the_answer_came_is_not_sent_again(faulty_box: Box) -> None:
    journal = MemoryJournal()
    fault = Fault(Point.RENAMED, Action.TAKE)
    with faulty_box.server.faults.armed(fault), pytest.raises(ConnectionLostError):
        faulty_box.deliver(NEW, this_try=Try("abc", 1, journal))

    faulty_box.deliver(NEW, this_try=Try("abc", 2, journal))
    assert faulty_box.files() == {}


@pytest.mark.parametrize("server", ["asyncssh"])
@pytest.mark.parametrize("action", [Action.HANG, Action.CUT])
def test_a_server_that_is_asked_for_its_space_and_dies_is_worth_another_try(
    faulty_box: Box, action: Action
) -> None:
    with (
        faulty_box.server.faults.armed(Fault(Point.SPACE, action)),
        pytest.raises(ConnectionLostError),
    ):
        faulty_box.deliver(NEW, hasty=True)

    assert faulty_box.files() == {"report.csv": OLD}


@on_every_protocol
def test_a_done_file_never_vouches_for_a_file_whose_checksum_is_the_old_ones(
    faulty_box: Box,
) -> None:
    fault = Fault(Point.OPEN, Action.CUT, skip=1)  # the checksum file is about to be written
    companions: dict[str, Any] = {"done_file": ".done", "checksum_file": True, "verify": "size"}
    faulty_box.deliver(OLD, **companions)
    with faulty_box.server.faults.armed(fault), pytest.raises(ConnectionLostError):
        faulty_box.deliver(NEW, **companions)

    assert faulty_box.files() == {"report.csv": NEW}


@on_every_protocol
def test_a_slow_server_is_not_a_dead_one(faulty_box: Box) -> None:
    with faulty_box.server.faults.armed(Fault(Point.WRITE, Action.SLOW)):
        faulty_box.deliver(NEW)

    assert faulty_box.files() == {"report.csv": NEW}
    assert faulty_box.server.faults.struck > 1


@on_every_protocol
def test_a_server_that_cannot_replace_in_one_step_gets_the_new_file_all_the_same(
    faulty_box: Box,
) -> None:
    with faulty_box.server.faults.armed(Fault(Point.RENAME, Action.LACK)):
        faulty_box.deliver(NEW)

    assert faulty_box.server.faults.struck == 1
    assert faulty_box.files() == {"report.csv": NEW}
