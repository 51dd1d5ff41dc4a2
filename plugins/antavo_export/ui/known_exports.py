"""The folder of export files as it is now, loaded again only when a file has changed."""

from pathlib import Path
from threading import Lock
from typing import Final

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import SUFFIXES, Folder, load_folder
from antavo_export.orchestration.settings import settings

Fingerprint = frozenset[tuple[str, int, int]]

_READ: Final = (*SUFFIXES, ".txt")  # exports and the calendars they name

_LOCK: Final = Lock()
_LATEST: Final[dict[Path, tuple[Fingerprint, Folder]]] = {}


def known_exports() -> Folder:
    """Return the exports of the configured folder and the mistakes in its files.

    Raises:
        ConfigError: when there is no such folder.
    """
    root = settings().export_configs
    seen = _fingerprint((root, *settings().catalog_overlays))
    with _LOCK:  # requests are answered in threads: the first loads for all of them
        before, folder = _LATEST.get(root, (None, None))
        if folder is None or before != seen:
            folder = load_folder(root, load_catalog(settings().catalog_overlays))
            _LATEST[root] = (seen, folder)
        return folder


def _fingerprint(folders: tuple[Path, ...]) -> Fingerprint:
    """Return the path, the time and the size of every file that has a say."""
    return frozenset(
        (str(file), facts.st_mtime_ns, facts.st_size)
        for folder in folders
        for file in folder.rglob("*")
        if file.suffix in _READ and file.is_file()
        for facts in [file.stat()]
    )
