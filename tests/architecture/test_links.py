"""Links lead to headings that exist, and to every page."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, documents

FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
CLICKS = 2


@cache
def links(page: str) -> list[tuple[str, str]]:
    """Return the page or folder and the heading that each link of a page leads to."""
    text = FENCE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    here = ROOT / page
    found = ((here.parent / path if path else here, anchor) for path, anchor in LINK.findall(text))
    return [(str(path.resolve().relative_to(ROOT)), anchor) for path, anchor in found]


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub makes of a text's headings."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        numbers = (anchor, *(f"{anchor}-{n}" for n in range(1, 100)))
        found.add(next(name for name in numbers if name not in found))
    return found


@pytest.mark.parametrize("page", documents())
def test_every_heading_that_a_page_links_to_exists(page: str) -> None:
    for target, anchor in links(page):
        if anchor and target.endswith(".md"):
            assert anchor in anchors((ROOT / target).read_text(encoding="utf-8")), target


def test_every_page_can_be_reached_from_the_readme_in_two_clicks() -> None:
    reached = {"README.md"}
    for _ in range(CLICKS):
        clicked = {target for page in reached if page.endswith(".md") for target, _ in links(page)}
        reached |= clicked
    assert [p for p in documents() if p not in reached and str(Path(p).parent) not in reached] == []


def test_anchors_are_those_of_github() -> None:
    text = "# A `code` & more\n\n```\n# no heading\n```\n## The [link](x.md)!\n## The link\n"
    assert anchors(text) == {"a-code--more", "the-link", "the-link-1"}
