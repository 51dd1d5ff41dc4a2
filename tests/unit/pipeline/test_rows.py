"""Rows put together to what stands in a file."""

from collections.abc import Iterator

import pytest

from antavo_export.formats.framing import Framing
from antavo_export.pipeline.reading.rows import Joiner, Row, batches

ROWS: list[Row] = [b"1,a\n", memoryview(b'2,"b\nb"\n'), b"3,\n"]


@pytest.mark.parametrize(
    ("framing", "file"),
    [
        (Framing(), b'1,a\n2,"b\nb"\n3,\n'),
        (Framing(row_end=b"\r\n"), b'1,a\r\n2,"b\nb"\r\n3,\r\n'),
        (Framing(row_end=b"", between=b",\n"), b'1,a,\n2,"b\nb",\n3,'),
    ],
)
def test_rows_end_as_the_format_wants_however_they_are_batched(
    framing: Framing, file: bytes
) -> None:
    for cut in range(1, len(ROWS)):
        joiner = Joiner(framing.row_end, framing.between)
        assert joiner.join(ROWS[:cut]) + joiner.join(ROWS[cut:]) == file


def test_batches_hold_every_row_once_and_shrink_when_rows_are_large() -> None:
    small, large = [b"x" * 100] * 3000, [b"y" * 1_000_000] * 300
    found = list(batches(iter([*small, *large])))
    assert [row for batch in found for row in batch] == [*small, *large]
    assert max(map(len, found)) <= 256
    assert {len(batch) for batch in found[-40:]} == {1}


def test_rows_that_suddenly_grow_are_taken_a_few_at_a_time_and_joined_one_by_one() -> None:
    taken = 0

    def rows() -> Iterator[Row]:
        nonlocal taken
        yield from [b"x"] * 1268
        for _ in range(292):
            taken += 1
            yield large

    large, joined, ahead = b"y" * 1_000_000, 0, 0
    for batch in batches(rows()):
        assert len(batch) == 1 or sum(map(len, batch)) < 1_000_000
        ahead = max(ahead, taken - joined)
        joined += batch.count(large)
    assert (joined, ahead <= 64) == (292, True)
