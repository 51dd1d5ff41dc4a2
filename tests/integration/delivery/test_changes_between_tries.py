"""What people change between two tries of a delivery: Airflow keeps its state over a clear.

The first try has asked for the rename and got no answer, so the next one finds its intent.
"""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from antavo_export.errors import ConnectionLostError
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer
from tests.fixtures.transfer_servers_task import CONTENT, StateStore, TaskInstance, execute

NAME, NEW = "weekly_20270301_06.csv", b"Country;Points\r\nHU;13\r\nDE;1\r\n"
RENAME_CUT = Fault(Point.RENAME, Action.CUT)
COMPANION_CUT = Fault(Point.OPEN, Action.CUT, skip=1)
on_every_protocol = pytest.mark.parametrize("box", FAULTY, indirect=True)


def cut_off(box: Box, receipt: dict[str, Any], fault: Fault, **settings: Any) -> StateStore:
    """Run a first try that ``fault`` ends; return what Airflow keeps of it."""
    state = StateStore()
    with box.server.faults.armed(fault), pytest.raises(ConnectionLostError):
        execute(box, TaskInstance(receipt), state, **settings)
    return state


def made_anew(receipt: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """Return the receipt of another content in the same place."""
    (tmp_path / "weekly" / receipt["file_name"]).write_bytes(NEW)
    return receipt | {"bytes": len(NEW), "sha256": hashlib.sha256(NEW).hexdigest()}


@on_every_protocol
@pytest.mark.parametrize("fault", [Fault(Point.RENAMED, Action.CUT), COMPANION_CUT], ids=str)
def test_a_file_that_was_made_anew_is_delivered_with_companions_of_its_own(
    box: Box, receipt: dict[str, Any], tmp_path: Path, fault: Fault
) -> None:
    state = cut_off(box, receipt, fault, checksum_file=True, verify="size")
    assert box.files()[NAME] == CONTENT
    anew = made_anew(receipt, tmp_path)
    delivery = execute(box, TaskInstance(anew, try_number=2), state, checksum_file=True)

    line = f"{delivery['sha256']}  {NAME}\n".encode()
    assert box.files() == {NAME: NEW, f"{NAME}.sha256": line}
    assert delivery["sha256"] == anew["sha256"]


@on_every_protocol
def test_another_server_gets_the_file_although_it_holds_no_temporary_one(
    box: Box, receipt: dict[str, Any], get_server: GetServer, make_box: MakeBox
) -> None:
    state = cut_off(box, receipt, RENAME_CUT)
    other = make_box(get_server("proftpd-sftp" if box.server.name == "asyncssh" else "proftpd-ftp"))
    there = replace(other, path=box.path, folder=other.server.root / box.folder.name)
    other.folder.rename(there.folder)
    execute(there, TaskInstance(receipt, try_number=2), state)

    assert there.files() == {NAME: CONTENT}


@on_every_protocol
def test_a_corrected_path_gets_the_file(box: Box, receipt: dict[str, Any]) -> None:
    state = cut_off(box, receipt, Fault(Point.RENAMED, Action.CUT))
    path = f"{box.path}/corrected.csv"
    delivery = execute(box, TaskInstance(receipt, try_number=2), state, path=path)

    assert delivery["path"] == path
    assert box.files() == {NAME: CONTENT, "corrected.csv": CONTENT}
