"""Small rooms: no file grows beyond what one reading takes in."""

from tests.architecture.project import ROOT, source_files

MOST_LINES = 400


def lines(file: str) -> int:
    return (ROOT / file).read_text(encoding="utf-8").count("\n")


def test_no_source_file_is_longer_than_400_lines() -> None:
    files = source_files()
    assert len(files) > 100
    assert [f"{file}: {lines(file)}" for file in files if lines(file) > MOST_LINES] == []
