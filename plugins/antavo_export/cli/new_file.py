"""Creating export files: checked first, whole or not at all, and never over another."""

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path

from antavo_export.catalog import Catalog
from antavo_export.config.folder import RESERVED, RETENTION, export_files
from antavo_export.config.layered_source import root_of
from antavo_export.config.loader import EXPORT_ID, load_export
from antavo_export.errors import ExportError


class InvalidIdError(ExportError):
    """The id would not name a file, or not one in the folder."""

    def __init__(self, export_id: str) -> None:
        super().__init__(f"'{export_id}' cannot be an id: use letters, digits, _ and - only")


class TakenError(ExportError):
    """There is an export with this id already."""

    def __init__(self, export_id: str, file: Path) -> None:
        super().__init__(f"there is an export '{export_id}' already: {file}; choose another id")


class ReservedError(ExportError):
    """A DAG of the product has this id."""

    def __init__(self, export_id: str) -> None:
        super().__init__(f"the id '{export_id}' is taken by a DAG of the product; choose another")


def add_folder(parser: ArgumentParser, *, default: Path | None, called: str) -> None:
    """Declare the folder, and the one that is meant when it is not given."""
    parser.add_argument(
        "--folder",
        metavar="PATH",
        type=Path,
        default=default,
        help=f"the folder to write it into, made when it is missing (default: {called})",
    )


def schema_line(folder: Path) -> str:
    """Return the comment by which an editor finds the JSON schema from a file in ``folder``."""
    schema = root_of(folder.absolute() / "export.yaml").parent / "docs" / "export.schema.json"
    return f"# yaml-language-server: $schema={os.path.relpath(schema, folder.absolute())}\n"


def create(export_id: str, text: str, folder: Path, catalog: Catalog) -> Path:
    """Write ``text`` as a new file in ``folder`` and return its path.

    Raises:
        InvalidIdError: the id cannot be one.
        ReservedError: it is the id of a DAG of the product.
        TakenError: the id is taken, in this folder or elsewhere in the folder of exports around it.
        ConfigError: ``text`` has mistakes.
        OSError: the folder cannot be written.
    """
    if not EXPORT_ID.fullmatch(export_id):
        raise InvalidIdError(export_id)
    if export_id in {RESERVED, RETENTION}:
        raise ReservedError(export_id)
    file = folder / f"{export_id}.yaml"
    load_export(file, catalog, text=text)
    for other in export_files(root_of(file.absolute()), only=export_id):
        raise TakenError(export_id, other)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        part.write_text(text, encoding="utf-8")
        file.hardlink_to(part)  # refused where the name exists, so nothing is ever overwritten
    except FileExistsError as error:
        raise TakenError(export_id, file) from error
    finally:
        part.unlink(missing_ok=True)
    return file
