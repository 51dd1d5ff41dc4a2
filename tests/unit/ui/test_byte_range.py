"""Ranges of a file of ten bytes."""

import pytest

from antavo_export.ui.byte_range import UnsatisfiableRangeError, byte_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-3", (0, 3)),
        ("bytes=4-", (4, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-30", (0, 9)),
        ("bytes=2-99", (2, 9)),
        (None, None),
        ("bytes=-", None),
        ("rows=0-3", None),
        ("bytes=0-1,4-5", None),
    ],
)
def test_a_range_is_the_first_and_the_last_byte(
    header: str | None, wanted: tuple[int, int] | None
) -> None:
    assert byte_range(header, 10) == wanted


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=5-4", "bytes=-0"])
def test_a_range_without_bytes_is_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        byte_range(header, 10)
