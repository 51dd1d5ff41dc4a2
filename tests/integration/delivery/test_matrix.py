"""Every real server, every policy: what lies on the server's disk afterwards."""

import os

import pytest

from antavo_export.errors import AccessDeniedError, NameTakenError
from antavo_export.pipeline.delivery import Delivery
from tests.fixtures.transfer_servers_box import Box
from tests.fixtures.transfer_servers_pool import FTP_SERVERS, SERVERS, SFTP_SERVERS

on_every_server = pytest.mark.parametrize("box", SERVERS, indirect=True)
NEW = os.urandom(700_001)


@on_every_server
@pytest.mark.parametrize("verify", ["size", "read_back", "checksum"])
def test_the_partner_finds_exactly_our_bytes_under_the_final_name(box: Box, verify: str) -> None:
    delivery = box.deliver(NEW, verify=verify)

    assert box.files() == {"report.csv": NEW}
    assert (delivery.path, delivery.bytes) == (f"{box.path}/report.csv", len(NEW))


@on_every_server
def test_an_empty_file_is_delivered_like_any_other(box: Box) -> None:
    box.deliver(b"")

    assert box.files() == {"report.csv": b""}


@on_every_server
def test_replace_puts_the_new_file_in_the_place_of_the_old_one(box: Box) -> None:
    box.deliver(b"old")
    box.deliver(NEW, if_exists="replace")

    assert box.files() == {"report.csv": NEW}


@on_every_server
def test_fail_leaves_the_old_file_alone(box: Box) -> None:
    box.deliver(b"old")
    with pytest.raises(NameTakenError, match="a file with this name exists"):
        box.deliver(NEW, if_exists="fail")

    assert box.files() == {"report.csv": b"old"}


@on_every_server
def test_number_publishes_beside_what_exists(box: Box) -> None:
    deliveries = [box.deliver(bytes([n]), if_exists="number") for n in range(3)]

    assert box.files() == {"report.csv": b"\0", "report-1.csv": b"\1", "report-2.csv": b"\2"}
    names = [delivery.path.rpartition("/")[2] for delivery in deliveries]
    assert names == ["report.csv", "report-1.csv", "report-2.csv"]


@on_every_server
def test_names_beyond_ascii_and_with_spaces_arrive_as_they_are(box: Box) -> None:
    box.deliver(b"x", "Ügyfelek és pontok 客.csv", checksum_file=True)

    assert sorted(box.files()) == [
        "Ügyfelek és pontok 客.csv",
        "Ügyfelek és pontok 客.csv.sha256",
    ]


@on_every_server
def test_a_name_of_255_bytes_gets_a_shortened_temporary_name(box: Box) -> None:
    name = "é" * 125 + ".csv"
    box.deliver(b"x", name)

    assert box.files() == {name: b"x"}


@on_every_server
def test_companions_follow_the_file(box: Box) -> None:
    delivery = box.deliver(b"a;b\n", done_file=".ok", checksum_file=True)

    assert box.files() == {
        "report.csv": b"a;b\n",
        "report.csv.ok": b"",
        "report.csv.sha256": f"{delivery.sha256}  report.csv\n".encode(),
    }


@on_every_server
def test_missing_folders_are_created_on_request(box: Box) -> None:
    box.deliver(b"x", "2026/11/report.csv", create_folders=True)
    box.deliver(b"y", "2026/12/report.csv", create_folders=True)

    assert box.files() == {"2026/11/report.csv": b"x", "2026/12/report.csv": b"y"}


@pytest.mark.parametrize(
    "box", [name for name in SERVERS if not name.startswith("vsftpd")], indirect=True
)
def test_the_mode_is_set_on_request(box: Box) -> None:
    box.deliver(b"x", mode="0604")

    assert (box.folder / "report.csv").stat().st_mode & 0o777 == 0o604


@pytest.mark.parametrize(
    "box", [name for name in SERVERS if not name.startswith("vsftpd")], indirect=True
)
def test_the_mode_is_set_on_companions_too(box: Box) -> None:
    box.deliver(b"x", mode="0604", done_file=".done", checksum_file=True)

    modes = {path.name: path.stat().st_mode & 0o777 for path in box.folder.iterdir()}
    assert modes == dict.fromkeys(["report.csv", "report.csv.sha256", "report.csv.done"], 0o604)


@pytest.mark.parametrize("box", ["vsftpd-ftp", "vsftpd-ftps"], indirect=True)
def test_a_mode_that_the_server_refuses_publishes_nothing(box: Box) -> None:
    with pytest.raises(AccessDeniedError, match="550"):
        box.deliver(b"x", mode="0604")

    assert box.files() == {}


@pytest.mark.parametrize("box", SFTP_SERVERS, indirect=True)
def test_the_owner_is_set_on_request(box: Box) -> None:
    box.deliver(b"x", "first.csv")
    own = (box.folder / "first.csv").stat()
    box.deliver(b"x", owner=f"{own.st_uid}:{own.st_gid}")

    assert (box.folder / "report.csv").stat().st_uid == own.st_uid


@pytest.mark.parametrize("box", ["proftpd-ftp", "proftpd-ftps"], indirect=True)
def test_a_server_that_computes_checksums_is_asked_for_one(box: Box) -> None:
    delivery: Delivery = box.deliver(NEW)

    assert delivery.verified == "checksum"


@pytest.mark.parametrize("box", [*SFTP_SERVERS, "vsftpd-ftps"], indirect=True)
def test_a_server_without_checksums_has_the_file_read_back(box: Box) -> None:
    assert box.deliver(NEW).verified == "read_back"


@pytest.mark.parametrize("box", FTP_SERVERS, indirect=True)
def test_active_mode_lets_the_server_open_the_data_connection(box: Box) -> None:
    box.deliver(NEW, passive=False)

    assert box.files() == {"report.csv": NEW}
