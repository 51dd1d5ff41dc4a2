"""Temporary and numbered names."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antavo_export.pipeline.delivery.names import folders_above, numbered_paths, part_path


def test_the_temporary_file_is_hidden_and_in_the_folder_of_the_final_one() -> None:
    assert part_path("/in/a.csv", "0f3c", 2) == "/in/.a.csv.0f3c.2.part"
    assert part_path("a.csv", "0f3c", 1) == ".a.csv.0f3c.1.part"


@given(st.text(min_size=1, max_size=255).filter(lambda name: "/" not in name))
def test_a_temporary_name_always_fits_a_file_system(name: str) -> None:
    part = part_path(f"/in/{name}", "0123456789ab", 99)

    assert part.startswith("/in/.")
    assert len(part.removeprefix("/in/").encode(errors="replace")) <= 255
    assert part.endswith(".0123456789ab.99.part")


def test_every_try_has_a_temporary_name_of_its_own() -> None:
    assert len({part_path("/in/a.csv", "0f3c", attempt) for attempt in range(1, 20)}) == 19


@pytest.mark.parametrize(
    ("path", "second"),
    [
        ("/in/a.csv", "/in/a-1.csv"),
        ("/in/a.csv.gz", "/in/a-1.csv.gz"),
        ("/in/a_2027.03.01.csv", "/in/a_2027.03.01-1.csv"),
        ("/in.d/a", "/in.d/a-1"),
        ("a.zip", "a-1.zip"),
    ],
)
def test_the_number_stands_before_the_extension(path: str, second: str) -> None:
    assert list(islice(numbered_paths(path), 2)) == [path, second]


def test_folders_are_listed_from_the_outermost_in() -> None:
    assert folders_above("/a/b/c.csv") == ["/a", "/a/b"]
    assert folders_above("a/b/c.csv") == ["a", "a/b"]
    assert folders_above("/c.csv") == []
    assert folders_above("c.csv") == []
