"""Exports named on the command line, by file or by folder."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from antavo_export.catalog import Catalog
from antavo_export.config.folder import Folder, load_folder
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError, Mistake


def load_paths(paths: Iterable[Path], catalog: Catalog) -> Folder:
    """Return the exports in ``paths``, and the files with mistakes.

    Two files with one id are such, as they are within a folder: Airflow could not tell them apart.

    Raises:
        ConfigError: when a folder does not exist.
    """
    found = Folder()
    claims: dict[str, dict[Path, Path]] = defaultdict(dict)
    for path in paths:
        is_folder = path.is_dir() or not path.suffix
        folder = load_folder(path, catalog) if is_folder else _one_file(path, catalog)
        found.files = {**folder.files, **found.files}
        found.exports.update(folder.exports)
        found.broken.update(folder.broken)
        for export_id, file in folder.files.items():
            claims[export_id].setdefault(file.resolve(), file)
    for export_id, files in claims.items():
        if len(files) > 1:
            found.exports.pop(export_id, None)
            found.broken[export_id] = _claimed(export_id, list(files.values()))
    return found


def _one_file(file: Path, catalog: Catalog) -> Folder:
    try:
        export = load_export(file, catalog)
    except ConfigError as error:
        return Folder(broken={file.stem: error}, files={file.stem: file})
    return Folder(exports={file.stem: export}, files={file.stem: file})


def _claimed(export_id: str, files: list[Path]) -> ConfigError:
    names = " and ".join(map(str, files))
    message = f"the id '{export_id}' is claimed by {names}; name one of them only"
    return ConfigError(Mistake(file, 1, "", message) for file in files)
