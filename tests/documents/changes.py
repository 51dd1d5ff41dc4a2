"""What a page has its reader write: whole files, and changes of those that are there."""

from pathlib import Path

from tests.documents.blocks import Block


class ChangeDoesNotFitError(AssertionError):
    """A page shows a change of lines that the file does not hold, or holds more than once."""

    def __init__(self, block: Block, file: str, times: int, lines: str) -> None:
        super().__init__(f"{block}: {file} holds these lines {times} times:\n{lines}")


def save(block: Block, folder: Path) -> None:
    """Save a block as the file that the page says it is."""
    file = folder / block.said
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def change(block: Block, folder: Path) -> None:
    """Apply a unified diff whose hunks have no line numbers: what they show stands there once.

    Raises:
        ChangeDoesNotFitError: it does not.
    """
    for part in f"\n{block.text}".split("\n--- ")[1:]:
        header, *hunks = part.split("\n@@\n")
        old, new = header.split("\n+++ ")
        assert old == new, f"{block}: the names of the two versions differ"
        file = folder / new
        text = file.read_text(encoding="utf-8")
        for hunk in hunks:
            before, after = (_side(hunk, sign) for sign in "-+")
            if text.count(before) != 1:
                raise ChangeDoesNotFitError(block, new, text.count(before), before)
            text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")


def _side(hunk: str, sign: str) -> str:
    """Return the lines of one side of a hunk; a blank line may lack its blank."""
    lines = hunk.rstrip("\n").split("\n")
    return "".join(f"{line[1:]}\n" for line in lines if line[:1] in {sign, " ", ""})
