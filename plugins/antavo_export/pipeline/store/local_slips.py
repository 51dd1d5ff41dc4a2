"""Slips in a folder, which may be a shared one."""

import os
import secrets
from pathlib import Path

from antavo_export.pipeline.store.syncing import sync_folder
from antavo_export.pipeline.store.troubles import told_about_the_store


class LocalSlips:
    """One file for each slip, created by a link: the one step that NFS makes atomic as well."""

    def __init__(self, folder: Path, mode: int) -> None:
        self._folder = folder
        self._mode = mode

    def read(self, name: str) -> str | None:
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def write(self, name: str, text: str) -> None:
        with told_about_the_store(self._folder):
            self._draft(text).replace(self._folder / name)
            sync_folder(self._folder)

    def create(self, name: str, text: str) -> bool:
        with told_about_the_store(self._folder):
            draft = self._draft(text)
            try:
                (self._folder / name).hardlink_to(draft)
            except FileExistsError:
                return False
            finally:
                draft.unlink()
            sync_folder(self._folder)
            return True

    def _draft(self, text: str) -> Path:
        self._folder.mkdir(self._mode, parents=True, exist_ok=True)
        draft = self._folder / f".{secrets.token_hex(8)}.part"
        with draft.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        return draft
