"""The stored file is checked against its receipt while it is read."""

import hashlib
import io
import os

import pytest

from antavo_export.errors import SourceChangedError
from antavo_export.pipeline.delivery import StoredFile

CONTENT = os.urandom(1_000_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def file_with(content: bytes) -> StoredFile:
    """Return a file with this content and the receipt of ``CONTENT``."""
    return StoredFile("a.csv", lambda: io.BytesIO(content), len(CONTENT), SHA256)


def test_the_blocks_are_the_content_each_time_they_are_read() -> None:
    file = file_with(CONTENT)

    assert b"".join(file.blocks()) == CONTENT
    assert b"".join(file.blocks()) == CONTENT


@pytest.mark.parametrize(
    "content", [CONTENT[:-1], CONTENT + b"x", b"", CONTENT[:-1] + bytes([CONTENT[-1] ^ 1])]
)
def test_a_file_that_differs_from_its_receipt_is_not_read_to_the_end(content: bytes) -> None:
    with pytest.raises(SourceChangedError, match=r"a\.csv has changed since it was made"):
        list(file_with(content).blocks())
