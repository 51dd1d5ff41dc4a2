"""The names a delivery uses on the server: temporary and numbered ones."""

import posixpath
from collections.abc import Iterator
from itertools import count

from antavo_export.targets.replacing import PART

LONGEST = 255  # bytes of one name on every common file system (NAME_MAX on Linux)
COMPRESSED = (".gz", ".zst", ".bz2", ".xz")


def part_path(final: str, delivery_id: str, attempt: int) -> str:
    """Return the temporary name of ``final``: same folder, hidden, of this delivery's try alone.

    The same folder, because a rename across file systems is not atomic. A name for each try,
    because a server that hung may still carry out the rename it was asked for: it must then find
    the complete file of its own try, never the growing one of the next. Long names lose their
    tail, since file systems allow 255 bytes.
    """
    folder, name = posixpath.split(final)
    suffix = f".{delivery_id}.{attempt}{PART}"
    room = LONGEST - 1 - len(suffix.encode())
    shortened = name.encode()[:room].decode(errors="ignore")
    return posixpath.join(folder, f".{shortened}{suffix}")


def numbered_paths(path: str) -> Iterator[str]:
    """Yield ``path``, then ``name-1.csv``, ``name-2.csv`` and so on, for ever.

    The number stands before the extension, which for a compressed file has two parts:
    ``x.csv.gz`` becomes ``x-1.csv.gz``.
    """
    yield path
    stem, extension = posixpath.splitext(path)
    if extension in COMPRESSED:
        stem, inner = posixpath.splitext(stem)
        extension = inner + extension
    for number in count(1):
        yield f"{stem}-{number}{extension}"


def folders_above(path: str) -> list[str]:
    """Return the folders above ``path`` from the outermost in, without the root."""
    folder, found = posixpath.dirname(path), list[str]()
    while folder.strip("/"):
        found.append(folder)
        folder = posixpath.dirname(folder)
    return found[::-1]
