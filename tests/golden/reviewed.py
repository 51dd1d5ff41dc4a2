"""Comparing with a reviewed file, or writing it anew."""

import os
from pathlib import Path


def assert_as_reviewed(text: str, file: Path) -> None:
    """Assert that ``text`` is what ``file`` holds; with ``UPDATE_GOLDEN=1`` write it instead."""
    if os.environ.get("UPDATE_GOLDEN") == "1":
        file.write_text(text, encoding="utf-8", newline="")
    reviewed = file.read_bytes().decode("utf-8") if file.is_file() else "(not reviewed yet)"
    assert text == reviewed, f"if this is right, run again with UPDATE_GOLDEN=1 and review {file}"
