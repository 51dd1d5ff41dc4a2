"""A reader process whose parent has gone."""

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

from antavo_export.pipeline.reading.process import PROGRAM, ReaderProcess

NOTHING = b""
NO_ASSIGNMENT = json.dumps(sys.path).encode() + b"\n"


@pytest.mark.parametrize("said", [NOTHING, NO_ASSIGNMENT])
def test_a_reader_whose_parent_is_killed_before_it_says_what_to_read_ends_silently(
    said: bytes,
) -> None:
    reader = [sys.executable, "-I", "-S", "-c", PROGRAM]

    ended = subprocess.run(reader, input=said, capture_output=True, check=False)  # noqa: S603 - ours

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_a_reader_that_cannot_be_started_leaves_no_memory_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

    with pytest.raises(FileNotFoundError):
        ReaderProcess({}, "db")

    gc.collect()
    opened = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    assert [path for path in opened if "antavo-export" in path.name] == []
