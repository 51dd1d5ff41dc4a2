"""Writing a file so that it survives a power failure, without waiting for the disk at the end."""

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from antavo_export.pipeline.store.troubles import told_about_the_store

_STEP: Final = 64 << 20  # bytes between two syncs: enough to keep a disk streaming


class SyncedFile:
    """A new file whose bytes go to the disk while later ones are still being made.

    Leaving the block syncs what is left, so the last wait is for the last few megabytes rather
    than for the whole file; an error inside the block skips that.
    """

    def __init__(self, descriptor: int, root: Path) -> None:
        self._descriptor = descriptor
        self._root = root
        self._unsynced = 0
        self._due = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._sync_along, name="sync", daemon=True)
        self._started = False
        self._failure: OSError | None = None

    def write(self, data: bytes | memoryview) -> None:
        """Append all of ``data``."""
        with told_about_the_store(self._root):
            written = os.write(self._descriptor, data)
        if written != len(data):  # a nearly full disk takes a part, then refuses the rest
            self.write(memoryview(data)[written:])
        self._unsynced += written
        if self._unsynced >= _STEP:
            self._unsynced = 0
            self._wake()

    def _wake(self) -> None:
        if not self._started:
            self._started = True
            self._thread.start()
        self._due.set()

    def _sync_along(self) -> None:
        while self._due.wait() and not self._closing:
            self._due.clear()
            try:
                os.fdatasync(self._descriptor)
            except OSError as failure:  # reported once per descriptor: a later sync would succeed
                self._failure = failure
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._started:
                self._closing = True
                self._due.set()
                self._thread.join()
            if error is None:
                self._finish()
        finally:
            os.close(self._descriptor)

    def _finish(self) -> None:
        with told_about_the_store(self._root):
            if self._failure is not None:
                raise self._failure
            os.fsync(self._descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names inside ``folder`` durable, a rename among them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
