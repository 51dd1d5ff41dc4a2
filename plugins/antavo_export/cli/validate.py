"""Check export files and tell every mistake in them.

Mistakes go to stderr, one a line, as file:line: where: what is wrong. The exit code is 0 when
there is none. With --database it is also checked that the tables and columns exist, that they
have suitable types, and that the user may read them.

Which notifiers may be named is a setting of Airflow. It is known here when the variable
AIRFLOW__ANTAVO_EXPORT__NOTIFIERS is set; otherwise a line says what could not be checked.

Examples:
  antavo-export validate
  antavo-export validate export_configs/weekly_active_customers.yaml
  antavo-export validate --database
  antavo-export validate new/ --database postgresql://me@db/loyalty
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from antavo_export.catalog import Catalog, load_catalog
from antavo_export.cli.environment import allowed_notifiers, catalog_overlays, configs_folder
from antavo_export.config.allowed_notifiers import USUALLY_ALLOWED, refused_notifiers
from antavo_export.config.export import Export
from antavo_export.config.folder import SUFFIXES, load_folder
from antavo_export.config.layered_source import DEFAULTS
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError, Mistake

_OF_THE_EXPORT: Final = "the export's own"
_NEEDS_THE_SETTING: Final = (
    "is taken only where Airflow's setting notifiers allows it; set "
    "AIRFLOW__ANTAVO_EXPORT__NOTIFIERS to that setting here"
)
Checked = tuple[Path, Export | ConfigError]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the paths and the database."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="files, or folders of files (default: the folder export_configs)",
    )
    parser.add_argument(
        "--database",
        metavar="URI",
        nargs="?",
        const=_OF_THE_EXPORT,
        help="also check against this database, as libpq takes it, or without a URI against the "
        "export's Airflow connection, from AIRFLOW_CONN_ANTAVO or the like",
    )


def run(arguments: Namespace) -> int:
    """Print the mistakes and a summary."""
    paths, database = list(arguments.paths), arguments.database
    if database is not None and Path(database).exists():  # validate --database weekly.yaml
        paths, database = [*paths, Path(database)], _OF_THE_EXPORT
    catalog = load_catalog(catalog_overlays())
    allowed = allowed_notifiers()
    checked = list(_checked(paths or [configs_folder()], catalog))
    if allowed is not None:
        checked = [(file, _with_notifiers(export, allowed)) for file, export in checked]
    if database is not None:
        checked = list(_checked_in_database(checked, database))
    mistakes = [error.mistakes for _, error in checked if isinstance(error, ConfigError)]
    for mistake in (one for several in mistakes for one in several):
        sys.stderr.write(f"{mistake}\n")
    if allowed is None:
        sys.stdout.writelines(_unknown_notifiers(checked))
    sys.stdout.write(f"{_summary(len(checked), mistakes)}\n")
    return 1 if mistakes else 0


def _checked(paths: Iterable[Path], catalog: Catalog) -> Iterator[Checked]:
    for path in paths:
        if path.is_dir() or not path.suffix:
            yield from _folder(path, catalog)
        elif path.name != DEFAULTS:  # is checked with the exports it is for
            yield path, _export(path, catalog)


def _folder(path: Path, catalog: Catalog) -> Iterator[Checked]:
    try:
        folder = load_folder(path, catalog)
    except ConfigError as error:
        yield path, error
        return
    for export_id, file in folder.files.items():
        yield file, folder.broken.get(export_id) or folder.exports[export_id]
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(("_", ".")) for part in file.relative_to(path).parts)
        if _is_misnamed(file) and not hidden:
            yield file, _export(file, catalog)


def _export(file: Path, catalog: Catalog) -> Export | ConfigError:
    if _is_misnamed(file):
        message = f"is not read under this name; rename it to {file.with_suffix('.yaml').name}"
        return ConfigError([Mistake(file, 1, "", message)])
    try:
        return load_export(file, catalog)
    except ConfigError as error:
        return error


def _is_misnamed(file: Path) -> bool:
    """Return whether only capital letters of its suffix keep a file from being an export."""
    return file.suffix not in SUFFIXES and file.suffix.lower() in SUFFIXES


def _with_notifiers(export: Export | ConfigError, allowed: Sequence[str]) -> Export | ConfigError:
    refused = refused_notifiers(export, allowed) if isinstance(export, Export) else []
    return ConfigError(refused) if refused else export


def _unknown_notifiers(checked: Iterable[Checked]) -> Iterator[str]:
    """Yield a line for every notifier that is allowed only where the settings say so."""
    for _, export in checked:
        for one in refused_notifiers(export, USUALLY_ALLOWED) if isinstance(export, Export) else ():
            place = f"{one.file}:{one.line}: {one.where}"
            yield f"{place}: not checked: {_NEEDS_THE_SETTING}\n"


def _checked_in_database(checked: Iterable[Checked], database: str) -> Iterator[Checked]:
    # Imported here: a check without a database needs no driver.
    from antavo_export.cli.database import connector  # noqa: PLC0415 - see above
    from antavo_export.cli.database_check import mistakes_in_database  # noqa: PLC0415 - see above

    uri = None if database == _OF_THE_EXPORT else database
    for file, export in checked:
        mistakes: list[Mistake] = []
        if isinstance(export, Export):
            mistakes = mistakes_in_database(export, connector(uri, export.config.connection))
        yield file, ConfigError(mistakes) if mistakes else export


def _summary(files: int, mistakes: list[tuple[Mistake, ...]]) -> str:
    exports = "1 export" if files == 1 else f"{files} exports"
    if not mistakes:
        return f"{exports}, no mistakes"
    total = sum(map(len, mistakes))
    return f"{exports}, {len(mistakes)} with mistakes, {total} in all"
