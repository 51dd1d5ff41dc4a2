"""The sum of a stream, computed beside it."""

import hashlib
import os
import threading
from collections.abc import Iterator

import pytest

from antavo_export.pipeline.delivery.hashing import BEHIND, sha256_of

BLOCKS = [os.urandom(size) for size in range(0, 100_000, 10_000)]


def hashing_threads() -> list[str]:
    """Return the names of the threads that hash now."""
    return [each.name for each in threading.enumerate() if each.name.startswith("sha256")]


def test_the_sum_is_that_of_all_blocks_in_their_order() -> None:
    assert len(BLOCKS) > BEHIND
    assert sha256_of(BLOCKS) == hashlib.sha256(b"".join(BLOCKS)).hexdigest()


def test_the_sum_of_nothing_is_that_of_an_empty_file() -> None:
    assert sha256_of([]) == hashlib.sha256().hexdigest()


def test_no_thread_is_left_when_the_stream_breaks() -> None:
    def broken_off() -> Iterator[bytes]:
        yield BLOCKS[-1]
        assert len(hashing_threads()) == 1
        raise ConnectionError

    with pytest.raises(ConnectionError):
        sha256_of(broken_off())

    assert hashing_threads() == []
