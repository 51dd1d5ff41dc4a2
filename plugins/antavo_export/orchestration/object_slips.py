"""Slips in object storage that refuses to overwrite when asked to."""

from typing import Any, Final

from airflow.sdk import ObjectStoragePath

from antavo_export.errors import NumbersRefusedError
from antavo_export.orchestration.object_troubles import told_about_objects


class ObjectSlips:
    """One object for each slip, written on condition that there is none (HTTP If-None-Match)."""

    def __init__(self, folder: ObjectStoragePath) -> None:
        self._folder = folder
        self._system: Final[Any] = folder.fs

    def read(self, name: str) -> str | None:
        self._system.invalidate_cache()  # others write here too
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def write(self, name: str, text: str) -> None:
        with told_about_objects(self._folder):
            (self._folder / name).write_text(text, encoding="utf-8")

    def create(self, name: str, text: str) -> bool:
        """Create and create again: storage that allows the second does not know the condition.

        Some storage that speaks S3 ignores it, and would let two runs have one number.
        """
        with told_about_objects(self._folder):
            if not self._created(name, text):
                return False
            if self._created(name, text):
                raise NumbersRefusedError(str(self._folder))
            return True

    def _created(self, name: str, text: str) -> bool:
        try:
            self._system.pipe_file((self._folder / name).path, text.encode(), mode="create")
        except FileExistsError:
            return False
        except (TypeError, NotImplementedError, ValueError) as error:
            raise NumbersRefusedError(str(self._folder)) from error
        return True
