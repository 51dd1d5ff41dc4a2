"""What a page shows as the output of a command, and what the command prints."""

import os

from tests.architecture.project import ROOT
from tests.documents.blocks import Block

REST = "…\n"  # ends an output of which only the beginning is shown


def check_output(block: Block, printed: str) -> None:
    """Compare, or with UPDATE_GOLDEN write the page anew, to be looked at before a commit."""
    lines = [f"{line.rstrip()}\n" for line in printed.splitlines()]
    if block.text.endswith(f"\n{REST}"):
        lines = [*lines[: block.text.count("\n") - 1], REST]
    expected = "".join(lines)
    if os.environ.get("UPDATE_GOLDEN") and expected != block.text:
        page = ROOT / block.page
        text = page.read_text(encoding="utf-8")
        old, new = (f"```text\n{content}```" for content in (block.text, expected))
        assert text.count(old) == 1, f"{block}: this block stands there twice"
        page.write_text(text.replace(old, new), encoding="utf-8")
    else:
        assert block.text == expected, f"{block} is not what the command prints"
