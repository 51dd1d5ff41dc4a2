"""What deliveries that nobody repeated have left behind, on real servers."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from antavo_export.pipeline.delivery import Try
from tests.fixtures.transfer_servers_box import Box
from tests.fixtures.transfer_servers_pool import FAULTY, SERVERS

HOUR = 3600.0
EXPORT = "0a1b2c3d"
TRY = Try(f"{EXPORT}-0123456789ab")
STALE = [
    f".report.csv.{EXPORT}-ba9876543210.3.part",
    f".report.csv.{EXPORT}-ba9876543210.3.prev",
    f".older.csv.done.{EXPORT}-{'f' * 12}.1.part",
]
FOREIGN = [
    ".hidden",
    ".report.csv.part",
    ".report.csv.ffffffff-ba9876543210.1.part",
    f".report.csv.{EXPORT}-ba9876543210.1.part.bak",
    f"report.csv.{EXPORT}-ba9876543210.1.part",
]
RECENT = f".report.csv.{EXPORT}-aaaaaaaaaaaa.1.part"
on_every_server = pytest.mark.parametrize("box", [*SERVERS, *FAULTY], indirect=True)


def put(box: Box, name: str, age: float) -> Path:
    """Put a file into the box that was last written ``age`` seconds ago."""
    path = box.folder / name
    path.write_bytes(os.fsencode(name))
    path.chmod(0o666)
    os.utime(path, (time.time() - age,) * 2)
    return path


@on_every_server
def test_temporary_files_of_yesterday_are_removed_and_nothing_else(box: Box) -> None:
    for name in [*STALE, *FOREIGN]:
        put(box, name, 25 * HOUR)
    put(box, RECENT, 23 * HOUR)
    (box.folder / f".folder.{EXPORT}-ba9876543210.1.part").mkdir()
    box.deliver(b"x", this_try=TRY)

    assert sorted(box.files()) == sorted([*FOREIGN, RECENT, "report.csv"])
    assert (box.folder / f".folder.{EXPORT}-ba9876543210.1.part").is_dir()


@on_every_server
def test_a_name_that_no_encoding_fits_does_not_fail_what_is_delivered(box: Box) -> None:
    put(box, os.fsdecode(b".\xff" + STALE[0].encode()), 25 * HOUR)
    box.deliver(b"x", this_try=TRY)

    assert box.files()["report.csv"] == b"x"


@pytest.mark.parametrize("box", ["openssh", "proftpd-ftp", "vsftpd-ftps"], indirect=True)
def test_a_running_delivery_keeps_its_temporary_file(box: Box) -> None:
    """It is in its middle when another run of the same export delivers, and sweeps."""

    def blocks() -> Iterator[bytes]:
        yield bytes(100_000)
        box.deliver(b"other", "other.csv", replace(TRY, delivery_id=f"{EXPORT}-cccccccccccc"))
        yield bytes(100_000)

    target = box.target()
    part = TRY.part(target.path)
    put(box, STALE[0], 25 * HOUR)
    with box.open() as remote:
        remote.store(part, blocks())
        assert remote.size(part) == 200_000

    assert sorted(box.files()) == sorted([part.rpartition("/")[2], "other.csv"])


@pytest.mark.parametrize("box", ["openssh", "proftpd-ftp"], indirect=True)
def test_a_folder_that_may_not_be_listed_takes_deliveries_all_the_same(box: Box) -> None:
    box.folder.chmod(0o333)
    put(box, STALE[0], 25 * HOUR)
    box.deliver(b"x", this_try=TRY)

    box.folder.chmod(0o777)
    assert box.files()["report.csv"] == b"x"
