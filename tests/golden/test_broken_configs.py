"""Everything people get wrong in an export's file, and what they are told about it."""

import re
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError
from tests.golden.reviewed import assert_as_reviewed

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))
JARGON = re.compile(
    r"Input should be|valid \w+ instance|NoneType|Traceback|<class|pydantic|tuple\[|literal\["
    r"|String should|Value should|after validation|Decimal|Extra inputs|flow mapping"
    r"|block mapping|scalar|token|\bdict\b|(?<!')\bTrue\b"
)


def mistakes_of(file: Path) -> str:
    """Return what a person who runs ``validate`` in the folder of the file reads."""
    with pytest.raises(ConfigError) as raised:
        load_export(Path(file.name), load_catalog())
    return f"{raised.value}\n"


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_is_answered_as_reviewed(file: Path) -> None:
    assert_as_reviewed(mistakes_of(file), file.with_suffix(".txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_answer_names_file_and_line_and_speaks_no_jargon(file: Path) -> None:
    lines = mistakes_of(file).splitlines()

    assert all(re.match(rf"{re.escape(file.name)}:[1-9]\d*: ", line) for line in lines), lines
    assert not [line for line in lines if JARGON.search(line)]
    assert len(lines) == len(set(lines))


def test_a_password_in_a_file_is_not_repeated() -> None:
    told = "".join(mistakes_of(file) for file in FILES if "credentials" in file.stem)

    assert told
    assert "secret" not in told
    assert "hunter2" not in told


def test_there_are_enough_of_them_and_none_is_forgotten() -> None:
    reviewed = {file.stem for file in FOLDER.glob("*.txt")}

    assert len(FILES) >= 60
    assert reviewed == {file.stem for file in FILES}
