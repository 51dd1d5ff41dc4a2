"""The code blocks of a page, and what the page says about them.

A comment on the line above a block, which no reader of the page sees, may say one thing about it:

``<!-- file: export_configs/first.yaml -->`` the reader saves the block under this name;
``<!-- part of: docker-compose.yaml -->`` the block is an excerpt of this file;
``<!-- fails -->`` the command is shown for the error it ends with;
``<!-- not run: needs a partner -->`` the block is not tried, and why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.project import ROOT, documents

FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"(?<=\n\n)(?:    [^\n]+\n)+")
NOTE = re.compile(r"<!-- (file|part of|fails|not run)(?:: (.+?))? -->\n\Z")


@dataclass(frozen=True)
class Block:
    """One block: where it stands, its language (``sh`` when indented), its text and its note."""

    page: str
    line: int
    language: str
    text: str
    note: str = ""
    said: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[str]:
    """Return the pages with any block."""
    return [page for page in documents() if blocks(page)]


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page in order."""
    return list(read_blocks(page, (ROOT / page).read_text(encoding="utf-8")))


def changes_the_code(page: str) -> bool:
    """Tell whether a page is about another state of the code than this one."""
    return any(block.language == "diff" for block in blocks(page))


def read_blocks(page: str, text: str) -> Iterator[Block]:
    """Yield the blocks of a text."""
    fenced = list(FENCE.finditer(text))
    hidden = FENCE.sub(lambda fence: re.sub(r"[^\n]", "x", fence[0]), text)
    found = [(f.start(), f[1], f[2]) for f in fenced]
    for block in INDENTED.finditer(hidden):
        lines = block[0].splitlines()
        found.append((block.start(), "sh", "".join(f"{line[4:]}\n" for line in lines)))
    for start, language, content in sorted(found):
        note = NOTE.search(text, 0, start)
        said = (note[1], note[2] or "") if note else ("", "")
        yield Block(page, text.count("\n", 0, start) + 1, language, content, *said)
