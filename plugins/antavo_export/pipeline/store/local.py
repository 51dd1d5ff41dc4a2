"""A store in a folder of a file system, which may be a shared one."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from antavo_export.errors import FileGoneError
from antavo_export.pipeline.store.names import check_file_name, folder_name
from antavo_export.pipeline.store.syncing import SyncedFile, sync_folder

_PART: Final = ".part"
_FOLDER_MODE: Final = 0o750  # the files hold personal data: nothing for other users
_FILE_MODE: Final = 0o640


class LocalStore:
    """Files under ``root``, one folder per export and run: ``<root>/<export>/<run>/<file>``.

    A file is written beside its final place, synced to the disk and then renamed (POSIX: a rename
    is atomic), so whoever looks sees the whole file or none. A try that was overtaken by a newer
    one of the same run cannot publish: the newer one has removed its temporary file.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    @contextmanager
    def create(self, export_id: str, run_id: str, file_name: str) -> Iterator["LocalFile"]:
        folder = self.root / folder_name(export_id) / folder_name(run_id)
        final = folder / check_file_name(file_name)
        folder.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
        _remove(folder.glob(f".*{_PART}"))
        part = folder / f".{secrets.token_hex(8)}{_PART}"
        try:
            with SyncedFile(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
            ) as file:
                yield LocalFile(final.as_uri(), file)
            part.replace(final)
        finally:
            part.unlink(missing_ok=True)
        _remove(other for other in folder.iterdir() if other != final and other.suffix != _PART)
        sync_folder(folder)

    @contextmanager
    def open(self, uri: str) -> Iterator[BinaryIO]:
        try:
            file = self._path(uri).open("rb")
        except FileNotFoundError as error:
            raise FileGoneError(uri) from error
        with file:
            yield file

    def delete(self, uri: str) -> None:
        try:
            folder = self._path(uri).parent
        except FileGoneError:
            return
        if folder.parent.parent == self.root:
            shutil.rmtree(folder, ignore_errors=True)

    def _path(self, uri: str) -> Path:
        """Return the path of a file of this store; links out of it lead nowhere."""
        parts = urlsplit(uri)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or not path.is_relative_to(self.root.resolve()):
            raise FileGoneError(uri)
        return path


class LocalFile:
    """A file that has no name yet that anybody would look for."""

    def __init__(self, uri: str, file: SyncedFile) -> None:
        self.uri = uri
        self.write = file.write


def _remove(paths: Iterator[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
