"""A folder of export files: which ids it holds, and what each of them says."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Final

from antavo_export.catalog import Catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError, Mistake

SUFFIXES: Final = (".yaml", ".yml")
RESERVED: Final = "antavo_export_once"
RETENTION: Final = "antavo_export_retention"
_LONGEST_SAID: Final = 200  # characters of an error that nobody thought of


@dataclass
class Folder:
    """What a folder of export files holds.

    Attributes:
        exports: Those without mistakes, by id.
        broken: The others: their mistakes, by id.
        files: The file of every id, of the first where several claim it.
    """

    exports: dict[str, Export] = field(default_factory=dict)
    broken: dict[str, ConfigError] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)


def load_folder(root: Path, catalog: Catalog, *, only: str | None = None) -> Folder:
    """Return every export below ``root``, or the one with the id ``only``.

    One broken file never hides another, and the result is sorted by file.

    Raises:
        ConfigError: when there is no such folder.
    """
    if not root.is_dir():
        raise ConfigError([Mistake(root, 1, "", "there is no such folder of exports")])
    folder = Folder()
    for export_id, files in _by_id(root, only).items():
        folder.files[export_id] = files[0]
        try:
            _refuse_claims(export_id, files)
            folder.exports[export_id] = load_export(files[0], catalog)
        except ConfigError as error:
            folder.broken[export_id] = error
        except Exception as error:  # noqa: BLE001 - it must not take the other exports down
            folder.broken[export_id] = _unexpected(files[0], error)
    return folder


def export_files(root: Path, *, only: str | None = None) -> Iterator[Path]:
    """Yield the export files below ``root``, sorted by path.

    Files and folders whose names start with ``_`` or ``.`` are no exports; a broken symbolic link
    is one, so that it is missed. ``only`` restricts the search to one id; a path is none.
    """
    if only is not None and Path(only).name != only:
        return
    for file in sorted(root.rglob("*" if only is None else f"{escape(only)}.*")):
        hidden = any(part.startswith(("_", ".")) for part in file.relative_to(root).parts)
        if file.suffix in SUFFIXES and not hidden and (file.is_file() or file.is_symlink()):
            yield file


def _by_id(root: Path, only: str | None) -> dict[str, list[Path]]:
    files = defaultdict(list)
    for file in export_files(root, only=only):
        files[file.stem].append(file)
    return files


def _unexpected(file: Path, error: Exception) -> ConfigError:
    said = " ".join(str(error).split())[:_LONGEST_SAID]
    message = f"reading it failed in a way nobody thought of: {type(error).__name__}: {said}"
    return ConfigError([Mistake(file, 1, "", message)])


def _refuse_claims(export_id: str, files: list[Path]) -> None:
    if export_id in {RESERVED, RETENTION}:
        message = f"the id {export_id} is taken by a DAG of the product; rename the file"
        raise ConfigError(Mistake(file, 1, "", message) for file in files)
    if len(files) > 1:
        names = " and ".join(map(str, files))
        message = f"the id '{export_id}' is claimed by {names}; rename all but one"
        raise ConfigError(Mistake(file, 1, "", message) for file in files)
