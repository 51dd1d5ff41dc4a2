"""Writing an export to a file of the user's choice."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from antavo_export.cli.database import Connect
from antavo_export.config.export import Export
from antavo_export.formats.base import BaseFormat
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.progress import Progress
from antavo_export.pipeline.receipt import Receipt
from antavo_export.pipeline.store import LocalStore
from antavo_export.pipeline.store.syncing import sync_folder


def extracted_to(
    path: Path,
    export: Export,
    moment: datetime,
    *,
    connect: Connect,
    progress: Callable[[Progress], object],
) -> Receipt:
    """Write the export as of ``moment`` to ``path`` (absolute) and return the receipt.

    It is made in a store of its own beside ``path``, which is gone afterwards, and takes its name
    by a rename, so that nobody ever sees a part of it.

    Raises:
        ExportError: as `antavo_export.pipeline.extract.extract` does.
        OSError: the folder of ``path`` cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=".antavo-export-", dir=path.parent) as folder:
        receipt = extract(
            export,
            moment,
            connect=connect,
            store=LocalStore(Path(folder)),
            run_id=f"command_line__{datetime.now(UTC).isoformat(timespec='seconds')}",
            file_name=_with_suffix(path.name, export.config.file),
            progress=progress,
        )
        Path(unquote(urlsplit(receipt.uri).path)).replace(path)
        sync_folder(path.parent)
    return replace(receipt, file_name=path.name, uri=path.as_uri())


def _with_suffix(name: str, file: BaseFormat) -> str:
    """Return a visible name from which an archive's member gets the suffix people expect.

    ``customers.zip`` becomes ``customers.csv.zip``, so that the member is ``customers.csv``.
    """
    archive = file.extension.removeprefix(file.suffix)
    stem = name.lstrip(".").removesuffix(archive).removesuffix(file.suffix)
    return f"{stem or 'export'}{file.extension}"
