"""What the next try finds of a rename: folders gone or closed, and files with both names."""

import os

import pytest

from antavo_export.errors import ConnectionLostError, DeliveryRefusedError
from antavo_export.pipeline.delivery import Intent, MemoryJournal, Try
from tests.fixtures.transfer_servers_box import Box

NEW = b"new"
on_every_server = pytest.mark.parametrize(
    "box", ["openssh", "proftpd-sftp", "proftpd-ftp", "vsftpd-ftps", "pureftpd-ftp"], indirect=True
)


class Breaking(MemoryJournal):
    """The journal of a try whose connection breaks just before the rename is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = False

    def write(self, intent: Intent) -> None:
        super().write(intent)
        if not self.broken:
            self.broken = True
            raise ConnectionLostError("server", "the connection was lost")


@pytest.fixture
def journal(box: Box) -> Breaking:
    """Return the journal of a first try that left its temporary file."""
    journal = Breaking()
    with pytest.raises(ConnectionLostError):
        box.deliver(NEW, this_try=Try("abc", 1, journal), if_exists="number")
    return journal


@on_every_server
def test_a_folder_that_is_not_mounted_proves_nothing(box: Box, journal: Breaking) -> None:
    elsewhere = box.folder.with_name(f"{box.folder.name}-elsewhere")
    box.folder.rename(elsewhere)
    with pytest.raises(DeliveryRefusedError, match="there is no folder"):
        box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists="number")

    elsewhere.rename(box.folder)
    box.deliver(NEW, this_try=Try("abc", 3, journal), if_exists="number")
    assert box.files() == {"report.csv": NEW}


@on_every_server
def test_a_folder_that_was_closed_proves_nothing(box: Box, journal: Breaking) -> None:
    box.folder.chmod(0)
    with pytest.raises(DeliveryRefusedError):
        box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists="number")

    box.folder.chmod(0o777)
    box.deliver(NEW, this_try=Try("abc", 3, journal), if_exists="number")
    assert box.files() == {"report.csv": NEW}


@on_every_server
def test_what_was_published_before_the_folder_was_closed_is_not_sent_again(
    box: Box, journal: Breaking
) -> None:
    """The rename was carried out, and the partner has taken the file already."""
    (box.folder / ".report.csv.abc.1.part").unlink()
    box.folder.chmod(0)
    with pytest.raises(DeliveryRefusedError):
        box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists="number")

    box.folder.chmod(0o777)
    box.deliver(NEW, this_try=Try("abc", 3, journal), if_exists="number")
    assert box.files() == {}


@pytest.mark.parametrize("box", ["openssh", "proftpd-sftp"], indirect=True)
@pytest.mark.parametrize("if_exists", ["fail", "number"])
def test_a_rename_that_was_carried_out_by_half_is_finished(
    box: Box, journal: Breaking, if_exists: str
) -> None:
    """OpenSSH links the new name, then removes the old one; here it died in between."""
    (box.folder / "report.csv").hardlink_to(box.folder / ".report.csv.abc.1.part")
    delivery = box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists=if_exists)

    assert delivery.path == f"{box.path}/report.csv"
    assert box.files() == {"report.csv": NEW}


@pytest.mark.parametrize("box", ["openssh", "proftpd-sftp"], indirect=True)
def test_another_writers_file_of_the_same_bytes_is_not_taken_for_ours(
    box: Box, journal: Breaking
) -> None:
    theirs = box.folder / "report.csv"
    theirs.write_bytes(NEW)
    os.utime(theirs, (0, 0))
    box.deliver(NEW, this_try=Try("abc", 2, journal), if_exists="number")

    assert box.files() == {"report.csv": NEW, "report-1.csv": NEW}
