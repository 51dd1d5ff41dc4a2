"""Every snippet of docs/schedules.md is a schedule, and runs when the page says."""

import re
from pathlib import Path

import pytest

from antavo_export.config.yaml_source import YamlSource
from antavo_export.schedules import FOLDER, BaseSchedule
from tests.unit.schedules.examples import schedule

PAGE = Path(__file__).parents[3] / "docs" / "schedules.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(schedule: .+?)` \| (.+?) \|$", TEXT, re.MULTILINE)
BLOCKS = re.findall(r"^```yaml\n(.+?)^```$", TEXT, re.MULTILINE | re.DOTALL)
CALENDARS = re.findall(r"^```text\n(.+?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def read(snippet: str, folder: Path) -> BaseSchedule:
    """Return the schedule in a snippet, read as a file would be."""
    data = YamlSource(PAGE, snippet).data
    assert isinstance(data, dict)
    return schedule(data["schedule"], **{FOLDER: folder})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of exports with the page's calendar in it."""
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "hungary.txt").write_text(CALENDARS[0], encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("snippet", "words"), ROWS)
def test_a_form_in_the_table_means_what_stands_beside_it(
    snippet: str, words: str, tmp_path: Path
) -> None:
    assert read(snippet, tmp_path).in_words() == words


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_is_a_schedule(block: str, folder: Path) -> None:
    assert "except 2027-12-24 and 2027-12-25" in read(block, folder).in_words()


def test_the_page_shows_something_to_read() -> None:
    assert (len(ROWS), len(BLOCKS), len(CALENDARS)) == (8, 1, 1)
