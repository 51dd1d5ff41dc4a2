"""A store in a folder of a file system, which may be a shared one."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from antavo_export.errors import FileGoneError
from antavo_export.pipeline.progress import Progress
from antavo_export.pipeline.store.local_slips import LocalSlips
from antavo_export.pipeline.store.names import NUMBERS, check_file_name, folder_name
from antavo_export.pipeline.store.numbers import number_of
from antavo_export.pipeline.store.protocol import StoredRun
from antavo_export.pipeline.store.syncing import SyncedFile, sync_folder
from antavo_export.pipeline.store.troubles import told_about_the_store

_PART: Final = ".part"
_NOTE: Final = ".progress.json"
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
        folder = self._folder(export_id, run_id)
        final = folder / check_file_name(file_name)
        part = folder / f".{secrets.token_hex(8)}{_PART}"
        with told_about_the_store(self.root):
            folder.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
            _remove(folder.glob(f".*{_PART}"))
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        try:
            with SyncedFile(descriptor, self.root) as file:
                yield LocalFile(final.as_uri(), file)
            with told_about_the_store(self.root):
                part.replace(final)
        finally:
            part.unlink(missing_ok=True)
            (folder / _NOTE).unlink(missing_ok=True)
        _remove(other for other in folder.iterdir() if other != final and other.suffix != _PART)
        sync_folder(folder)

    def note_progress(self, export_id: str, run_id: str, progress: Progress) -> None:
        note = self._folder(export_id, run_id) / _NOTE
        draft = note.with_suffix(_PART)
        with suppress(OSError):  # nobody's run fails because nobody can look at it
            draft.write_text(json.dumps(progress.as_dict()), encoding="utf-8")
            draft.replace(note)

    def progress_of(self, export_id: str, run_id: str) -> Progress | None:
        note = self._folder(export_id, run_id) / _NOTE
        try:
            return Progress.from_dict(json.loads(note.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError, ValueError):  # none, or a torn one
            return None

    @contextmanager
    def open(self, uri: str) -> Iterator[BinaryIO]:
        try:
            file = self._path(uri).open("rb")
        except FileNotFoundError as error:
            raise FileGoneError(uri) from error
        with file:
            yield file

    def number(self, series: str, holder: str) -> int:
        return number_of(LocalSlips(self.root / NUMBERS, _FOLDER_MODE), series, holder)

    def delete(self, run: StoredRun) -> bool:
        with suppress(FileGoneError, FileNotFoundError):
            path = self._path(run.uri)
            if path.parents[2] != self.root.resolve() or _listed(path, run.uri) != run:
                return False
            with told_about_the_store(self.root):
                path.unlink()
            with suppress(OSError):  # another try of the run writes there
                path.parent.rmdir()
            return True
        return False

    def runs(self) -> Iterator[StoredRun]:
        for path in self.root.glob("*/*/*"):
            with suppress(FileNotFoundError):  # removed while we look
                if not path.name.startswith("."):
                    yield _listed(path, path.as_uri())

    def sweep(self, before: datetime) -> None:
        drafts = self.root.glob(f"{NUMBERS}/.*{_PART}")
        for path in chain(self.root.glob("*/*/.*"), drafts):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
        for folder in self.root.glob("*/*"):
            with suppress(OSError):  # it is not empty
                if folder.stat().st_mtime < before.timestamp():
                    folder.rmdir()

    def _folder(self, export_id: str, run_id: str) -> Path:
        return self.root / folder_name(export_id) / folder_name(run_id)

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


def _listed(path: Path, uri: str) -> StoredRun:
    found = path.stat()
    stored_at = datetime.fromtimestamp(found.st_mtime, UTC)
    return StoredRun(path.parts[-3], uri, found.st_size, stored_at)


def _remove(paths: Iterator[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
