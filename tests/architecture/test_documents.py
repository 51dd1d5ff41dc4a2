"""What the documents name exists: paths, links and make targets."""

import re
from pathlib import Path

import pytest

from tests.architecture.project import FOLDERS, ROOT, documents, make_targets

CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PATH = re.compile(r"\.?[\w.<>*-]+(/[\w.<>*-]+)*/?")
MAKE = re.compile(r"(?:\$ )?make((?: [\w-]+(?:=\S*)?)+)(?: +#.*)?")
PACKAGE = ROOT / "plugins" / "antavo_export"
TOP = {*FOLDERS, "docs", "export_configs", ".ci"}
TOP_FILE = re.compile(r"[A-Z]+\.md|Makefile|pyproject\.toml|requirements[\w-]*\.lock|\.\w+ignore")


def named_paths(text: str) -> set[str]:
    """Return what stands in code style and can only be a path of the project.

    That is a top-level file, or a path that begins in a top-level folder or in a package of
    `antavo_export`.
    """
    found = set()
    for code in CODE.findall(FENCE.sub("", text)):
        first = code.split("/")[0]
        if not PATH.fullmatch(code):
            continue
        inside = "/" in code and (first in TOP or (PACKAGE / first).is_dir())
        if inside or TOP_FILE.fullmatch(code):
            found.add(code)
    return found


def named_targets(text: str) -> set[str]:
    """Return the targets of the make commands in code style, inline or a line of a block."""
    code = [
        *CODE.findall(text),
        *(line for block in FENCE.findall(text) for line in block.split("\n")),
    ]
    words = [
        word for each in code if (call := MAKE.fullmatch(each.strip())) for word in call[1].split()
    ]
    return {word for word in words if "=" not in word}


def exists(path: str) -> bool:
    """Tell whether a path exists; `<name>` and `*` stand for anything, once at least."""
    pattern = re.sub(r"<[^>]*>", "*", path).rstrip("/")
    return any(next(base.glob(pattern), None) for base in (ROOT, PACKAGE))


@pytest.mark.parametrize("page", documents())
def test_every_path_that_a_page_names_exists(page: str) -> None:
    paths = named_paths((ROOT / page).read_text(encoding="utf-8"))
    assert sorted(path for path in paths if not exists(path)) == []


@pytest.mark.parametrize("page", documents())
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = FENCE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    folder = (ROOT / page).parent
    assert [link for link in LINK.findall(text) if not (folder / Path(link)).exists()] == []


@pytest.mark.parametrize("page", documents())
def test_every_make_target_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert sorted(named_targets(text) - make_targets()) == []


def test_a_path_that_does_not_exist_would_be_noticed() -> None:
    text = "`docs/missing.md` `tests/<suite>/` `catalog/models/*.yaml` `/inbox/file.csv` `a/b`"
    assert sorted(path for path in named_paths(text) if not exists(path)) == ["docs/missing.md"]


def test_a_make_target_that_does_not_exist_would_be_noticed() -> None:
    text = "`make demo DEMO_SCALE=2`, `make a wish`\n```\nmake test  # all\nto make up\n```\n"
    assert named_targets(text) == {"demo", "a", "wish", "test"}
