"""Names of folders and files inside a store."""

import hashlib
import re
from typing import Final

NUMBERS: Final = ".numbers"  # beside the exports' folders, and not as deep as their files
_SAFE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+=@-]{0,120}")
_ENDS_LIKE_A_HASH: Final = re.compile(r"-[0-9a-f]{16}$")
_PLAIN_NAME: Final = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]*")
LONGEST_NAME: Final = 200  # leaves room below the 255 bytes that file systems allow
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._+=@-]+")


def folder_name(identifier: str) -> str:
    """Return a name that any file system and any object storage accepts.

    Run ids hold colons and whatever a caller of Airflow's API put there. Two different ids never
    share a folder: an id that had to be changed, or that looks as if it had been, gets a hash of
    the original at its end.
    """
    if _SAFE.fullmatch(identifier) and not _ENDS_LIKE_A_HASH.search(identifier):
        return identifier
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    readable = _UNSAFE.sub("_", identifier)[:100].lstrip(".-") or "run"
    return f"{readable}-{digest}"


def check_file_name(name: str) -> str:
    """Return ``name`` when it is the plain name of a visible file.

    Raises:
        ValueError: it is empty, hidden, too long, or would lead into another folder.
    """
    if _PLAIN_NAME.fullmatch(name) is None or len(name.encode()) > LONGEST_NAME:
        raise ValueError(
            f"{name!r} cannot name a file in the store: use 1 to {LONGEST_NAME} bytes without "
            "slashes, control characters or a leading dot"
        )
    return name
