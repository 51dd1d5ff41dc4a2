"""A store in object storage, reached through Airflow's ObjectStoragePath.

The location is a URL such as ``s3://aws_default@bucket/exports``, whose user part names an Airflow
connection. The file is uploaded in parts while it is made and exists from the moment the upload is
completed (Amazon S3, Uploading objects with multipart upload); before that nobody can read it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from airflow.sdk import ObjectStoragePath

from antavo_export.errors import FileGoneError, StoreDeniedError
from antavo_export.orchestration.object_slips import ObjectSlips
from antavo_export.orchestration.object_troubles import told_about_objects
from antavo_export.orchestration.object_uploads import abort_uploads, begin, complete
from antavo_export.pipeline.progress import Progress
from antavo_export.pipeline.store import StoredRun
from antavo_export.pipeline.store.names import NUMBERS, check_file_name, folder_name
from antavo_export.pipeline.store.numbers import number_of

_NOTE: Final = ".progress.json"


class ObjectStore:
    """Objects below ``root``, named ``<export>/<run>/<file>``."""

    def __init__(self, root: ObjectStoragePath) -> None:
        self.root = root

    @contextmanager
    def create(self, export_id: str, run_id: str, file_name: str) -> Iterator["NewObject"]:
        folder = self._folder(export_id, run_id)
        final = folder / check_file_name(file_name)
        with told_about_objects(self.root):
            try:
                abort_uploads(folder)
                upload = begin(final)
            except FileNotFoundError as error:  # the bucket: nothing else has to be there
                raise StoreDeniedError(str(self.root), str(error)) from error
        try:
            yield NewObject(str(final), upload, self.root)
            with told_about_objects(self.root):
                complete(upload)
        except BaseException:
            upload.closed = True  # or it would be completed when it is collected
            with suppress(Exception):  # what ended the try is to be told
                upload.discard()
                (folder / _NOTE).unlink(missing_ok=True)
            raise
        for other in folder.iterdir():
            if other.name != final.name:
                other.unlink()

    @contextmanager
    def open(self, uri: str) -> Iterator[BinaryIO]:
        try:
            file: Any = self._path(uri).open("rb")  # type: ignore[no-untyped-call]  # as fsspec has it
        except FileNotFoundError as error:
            raise FileGoneError(uri) from error
        with file:
            yield file

    def note_progress(self, export_id: str, run_id: str, progress: Progress) -> None:
        note = self._folder(export_id, run_id) / _NOTE
        with suppress(Exception):  # nobody's run fails because nobody can look at it
            note.write_text(json.dumps(progress.as_dict()), encoding="utf-8")

    def progress_of(self, export_id: str, run_id: str) -> Progress | None:
        note = self._folder(export_id, run_id) / _NOTE
        try:
            return Progress.from_dict(json.loads(note.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):  # none, or a torn one
            return None

    def number(self, series: str, holder: str) -> int:
        return number_of(ObjectSlips(self.root / NUMBERS), series, holder)

    def delete(self, run: StoredRun) -> bool:
        with suppress(FileGoneError, FileNotFoundError):
            path = self._path(run.uri)
            # Listed as before: some storage tells seconds here and milliseconds there.
            if run in self._listed("/".join([*path.parts[-3:-1], "*"])):
                with told_about_objects(self.root):
                    path.unlink()
                return True
        return False

    def runs(self) -> Iterator[StoredRun]:
        return (run for run in self._listed("*/*/*") if "/." not in run.uri)

    def _listed(self, pattern: str) -> Iterator[StoredRun]:
        self.root.fs.invalidate_cache()  # others write here too
        for path in self.root.glob(pattern):
            with suppress(FileNotFoundError):  # removed while we look
                found = path.stat()
                stored_at = datetime.fromtimestamp(found.st_mtime, UTC)
                yield StoredRun(path.parts[-3], str(path), found.st_size, stored_at)

    def sweep(self, before: datetime) -> None:
        abort_uploads(self.root, before)
        for note in self._listed("*/*/.*"):
            if note.stored_at < before:
                self._path(note.uri).unlink(missing_ok=True)

    def _folder(self, export_id: str, run_id: str) -> ObjectStoragePath:
        return self.root / folder_name(export_id) / folder_name(run_id)

    def _path(self, uri: str) -> ObjectStoragePath:
        """Return the path of one of this store's files."""
        root = str(self.root).rstrip("/") + "/"
        below = uri.removeprefix(root)
        if below == uri or len(below.split("/")) != 3 or ".." in below.split("/"):  # noqa: PLR2004 - export, run, file
            raise FileGoneError(uri)
        return self.root / below


class NewObject:
    """An object whose upload is not completed."""

    def __init__(self, uri: str, upload: Any, root: ObjectStoragePath) -> None:  # noqa: ANN401 - fsspec has no types
        self.uri = uri
        self._upload = upload
        self._root = root

    def write(self, data: bytes | memoryview, /) -> None:
        """Append all of ``data``; sends a part whenever one is full."""
        with told_about_objects(self._root):
            self._upload.write(data)
