"""Tables for a terminal: aligned, and harmless whatever the cells hold."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

_GAP: Final = "  "
_NARROWEST: Final = 8  # columns of the terminal that a cell keeps when space is short


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = None) -> str:
    """Return lines of aligned cells under their titles, each line ending in a newline.

    Control characters are shown as escapes: a value from a database must not drive the terminal.

    Args:
        titles: The heading of each column.
        rows: As many cells each as there are titles.
        width: The widest line; longer cells are cut. None cuts nothing.
    """
    lines = [[_printable(cell) for cell in line] for line in (titles, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    if width is not None:
        widths = _fitted(widths, width)
    ruler = ["-" * size for size in widths]
    return "".join(_line(line, widths) for line in (lines[0], ruler, *lines[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (_padded(cell, size) for cell, size in zip(cells, widths, strict=True))
    return f"{_GAP.join(padded).rstrip()}\n"


def _fitted(widths: Sequence[int], most: int) -> list[int]:
    """Return widths that add up to ``most``, the widest columns giving way first."""
    fitted = list(widths)
    excess = sum(fitted) + len(_GAP) * (len(fitted) - 1) - most
    while excess > 0 and max(fitted) > _NARROWEST:
        widest = fitted.index(max(fitted))
        fitted[widest] -= 1
        excess -= 1
    return fitted


def _padded(cell: str, size: int) -> str:
    if _width(cell) > size:
        cell = _cut(cell, size - 1) + "…"
    return cell + " " * (size - _width(cell))


def _cut(cell: str, size: int) -> str:
    while _width(cell) > size:
        cell = cell[:-1]
    return cell


def _width(text: str) -> int:
    """Return the columns ``text`` takes (Unicode, UAX 11: wide characters take two)."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
