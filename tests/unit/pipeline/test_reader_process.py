"""A reader process whose parent has gone."""

import json
import subprocess
import sys

import pytest

from antavo_export.pipeline.reading.process import PROGRAM

NOTHING = b""
NO_ASSIGNMENT = json.dumps(sys.path).encode() + b"\n"


@pytest.mark.parametrize("said", [NOTHING, NO_ASSIGNMENT])
def test_a_reader_whose_parent_is_killed_before_it_says_what_to_read_ends_silently(
    said: bytes,
) -> None:
    reader = [sys.executable, "-I", "-S", "-c", PROGRAM]

    ended = subprocess.run(reader, input=said, capture_output=True, check=False)  # noqa: S603 - ours

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
