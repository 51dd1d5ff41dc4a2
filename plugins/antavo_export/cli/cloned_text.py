"""The text of a copied export: the same to the letter, but for its name and its schedule."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, cast

import yaml

from antavo_export.config.yaml_nodes import compose
from antavo_export.config.yaml_source import YamlSource
from antavo_export.config.yaml_text import as_yaml

_SCHEMA: Final = re.compile(r"# yaml-language-server: .*\n")
_LONGEST_NAME: Final = 200
_MARK: Final = " (copy)"
_NO_CONTENT: Final = re.compile(r"\s*(#.*)?")

Section = tuple[str, list[str]]


def cloned(text: str, name: str) -> str:
    """Return a copy of an export's ``text``: another name, and a schedule of ``manual``.

    The original's schedule stays as a comment. ``text`` has no mistakes; ``name`` is its name,
    which may come from the defaults of its folder.
    """
    new_name = json.dumps(f"{name[: _LONGEST_NAME - len(_MARK)]}{_MARK}", ensure_ascii=False)
    name_line, schedule_line = f"name: {new_name}\n", "schedule: manual\n"
    sections = _sections(_SCHEMA.sub("", _in_lines(text), count=1))
    keys = [key for key, _ in sections]
    lines: list[str] = [] if "name" in keys else [name_line]
    for key, section in sections:
        content, rest = _without_end(section)
        if key == "name":
            content = [name_line]
        elif key == "schedule":
            content = [*(f"# {line}" for line in content), schedule_line]
        lines += [*content, *rest]
    return "".join(lines if "schedule" in keys else [*lines, schedule_line])


def _in_lines(text: str) -> str:
    """Return ``text`` with each top-level key on lines of its own."""
    root = compose(text)
    if isinstance(root, yaml.MappingNode) and not root.flow_style:
        return text if text.endswith("\n") else f"{text}\n"
    return as_yaml(cast("dict[str, Any]", YamlSource(Path(), text).data))


def _sections(text: str) -> list[Section]:
    """Return the lines of each top-level key, after those before the first one (key '')."""
    lines = text.splitlines(keepends=True)
    keys = cast("yaml.MappingNode", compose(text)).value
    starts = [("", 0), *((key.value, key.start_mark.line) for key, _ in keys), ("", len(lines))]
    return [(key, lines[start:end]) for (key, start), (_, end) in pairwise(starts)]


def _without_end(section: list[str]) -> tuple[list[str], list[str]]:
    """Split off the comments and blank lines at the end, which belong to what follows."""
    size = len(section)
    while size and _NO_CONTENT.fullmatch(section[size - 1].rstrip("\n")):
        size -= 1
    return section[:size], section[size:]
