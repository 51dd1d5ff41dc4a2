"""Exports named on the command line, by file or by folder."""

from collections.abc import Iterable
from pathlib import Path

from antavo_export.catalog import Catalog
from antavo_export.config.folder import Folder, load_folder
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError


def load_paths(paths: Iterable[Path], catalog: Catalog) -> Folder:
    """Return the exports in ``paths``, and the files with mistakes.

    Raises:
        ConfigError: when a folder does not exist.
    """
    found = Folder()
    for path in paths:
        if path.suffix:
            _add_file(path, catalog, found)
        else:
            folder = load_folder(path, catalog)
            found.exports.update(folder.exports)
            found.broken.update(folder.broken)
            found.files.update(folder.files)
    return found


def _add_file(file: Path, catalog: Catalog, found: Folder) -> None:
    found.files[file.stem] = file
    try:
        found.exports[file.stem] = load_export(file, catalog)
    except ConfigError as error:
        found.broken[file.stem] = error
