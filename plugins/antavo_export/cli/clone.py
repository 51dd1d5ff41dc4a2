"""Copy an export file under another id.

Comments are kept. The name says that it is a copy, and its schedule becomes manual: the original's
stays as a comment, to be put back when the copy is ready, for it would deliver to the same place.

The copy lies beside its source, where the same _defaults.yaml holds. In another folder others may
hold; whatever the copy then says differently is told on stderr.

Examples:
  antavo-export clone weekly_active_customers weekly_lost_customers
  antavo-export clone old/weekly.yaml weekly_again --folder export_configs/archive
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from antavo_export.catalog import load_catalog
from antavo_export.cli.cloned_text import cloned
from antavo_export.cli.environment import catalog_overlays, configs_folder
from antavo_export.cli.new_file import add_folder, create, schema_line
from antavo_export.config.export import Export
from antavo_export.config.folder import export_files
from antavo_export.config.loader import load_export
from antavo_export.errors import ExportError, did_you_mean


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the source, the new id and the folder."""
    parser.add_argument("source", metavar="SOURCE", help="the id or the file of an export")
    parser.add_argument("new_id", metavar="NEW_ID", help="the id of the copy")
    add_folder(parser, default=None, called="that of the source")


def run(arguments: Namespace) -> int:
    """Write the copy and print its path."""
    catalog = load_catalog(catalog_overlays())
    source = _file(arguments.source)
    export = load_export(source, catalog)
    folder = arguments.folder or source.parent
    text = cloned(source.read_text(encoding="utf-8-sig"), export.config.name)
    copy = create(arguments.new_id, schema_line(folder) + text, folder, catalog)
    sys.stdout.write(f"{copy}\n")
    if keys := _differing(export, load_export(copy, catalog)):
        what = f"{copy} differs from its source in {', '.join(keys)}"
        sys.stderr.write(f"! {what}: its folder has other defaults\n")
    return 0


def _differing(source: Export, copy: Export) -> list[str]:
    """Return what the copy says differently for no other reason than the folder it lies in."""
    keys = {*source.data, *copy.data} - {"name", "schedule"}
    return sorted(key for key in keys if source.data.get(key) != copy.data.get(key))


def _file(source: str) -> Path:
    """Return the file that is meant, by its path or by its id.

    Raises:
        ExportError: there is neither.
    """
    if Path(source).is_file():
        return Path(source)
    files = {file.stem: file for file in export_files(configs_folder())}
    if source not in files:
        hint = did_you_mean(source, files)
        raise ExportError(f"there is no export '{source}' in {configs_folder()}{hint}")
    return files[source]
