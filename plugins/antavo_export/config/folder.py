"""Finding the files of a folder of exports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".yaml", ".yml")


def export_files(folder: Path, *, only: str | None = None) -> Iterator[tuple[str, Path]]:
    """Yield the id and the path of every export file below ``folder``, sorted by path.

    Files and folders whose names start with ``_`` or ``.`` are no exports. ``only`` restricts
    the search to one id, without opening the others.
    """
    pattern = "*" if only is None else f"{only}.*"
    for file in sorted(folder.rglob(pattern)):
        hidden = any(part.startswith(("_", ".")) for part in file.relative_to(folder).parts)
        if file.suffix in SUFFIXES and not hidden and (file.is_file() or file.is_symlink()):
            yield file.stem, file
