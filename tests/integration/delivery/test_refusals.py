"""What real servers refuse, and what nobody may do to somebody else's file."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from antavo_export.errors import AccessDeniedError, FolderMissingError, NameTakenError
from tests.fixtures.transfer_servers_box import Box
from tests.fixtures.transfer_servers_pool import SERVERS, SFTP_SERVERS

on_every_server = pytest.mark.parametrize("box", SERVERS, indirect=True)


@on_every_server
def test_a_missing_folder_is_named(box: Box) -> None:
    with pytest.raises(FolderMissingError, match=f"there is no folder {box.path}/2027"):
        box.deliver(b"x", "2027/report.csv")

    assert box.files() == {}


@on_every_server
def test_a_folder_that_may_not_be_written_is_refused_for_good(box: Box) -> None:
    box.folder.chmod(0o555)
    with pytest.raises(AccessDeniedError, match="the server says"):
        box.deliver(b"x")

    assert box.files() == {}


@on_every_server
@pytest.mark.parametrize("if_exists", ["replace", "fail"])
def test_a_folder_with_the_files_name_is_left_alone(box: Box, if_exists: str) -> None:
    (box.folder / "report.csv").mkdir()
    with pytest.raises(NameTakenError, match="a folder has this name"):
        box.deliver(b"x", if_exists=if_exists)

    assert (box.folder / "report.csv").is_dir()
    assert box.files() == {}


@on_every_server
def test_numbering_steps_aside_for_a_folder_too(box: Box) -> None:
    (box.folder / "report.csv").mkdir()
    box.deliver(b"x", if_exists="number")

    assert box.files() == {"report-1.csv": b"x"}


@pytest.mark.parametrize("box", SFTP_SERVERS, indirect=True)
def test_a_link_that_leads_nowhere_takes_its_name_too(box: Box) -> None:
    (box.folder / "report.csv").symlink_to("nowhere")
    with pytest.raises(NameTakenError):
        box.deliver(b"x", if_exists="fail")
    box.deliver(b"x", if_exists="number")

    assert box.files() == {"report-1.csv": b"x"}


@pytest.mark.parametrize("box", SFTP_SERVERS, indirect=True)
def test_deliveries_at_the_same_time_never_take_each_others_number(box: Box) -> None:
    contents = [f"{number}".encode() for number in range(8)]
    with ThreadPoolExecutor(len(contents)) as pool:
        deliveries = list(
            pool.map(lambda content: box.deliver(content, if_exists="number"), contents)
        )

    assert len({delivery.path for delivery in deliveries}) == len(contents)
    assert sorted(box.files().values()) == contents


@on_every_server
def test_deliveries_at_the_same_time_leave_one_whole_file(box: Box) -> None:
    contents = [bytes([number]) * 300_000 for number in range(4)]
    with ThreadPoolExecutor(len(contents)) as pool:
        list(pool.map(box.deliver, contents))

    assert list(box.files()) == ["report.csv"]
    assert box.files()["report.csv"] in contents
