"""What the engine needs of a store."""

from abc import abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from antavo_export.pipeline.progress import Progress


@dataclass(frozen=True)
class StoredRun:
    """A published file as the store's own listing shows it.

    ``stored_at`` is aware; ``bytes`` is the size as stored.
    """

    export_id: str
    uri: str
    bytes: int
    stored_at: datetime


class NewFile(Protocol):
    """A file that is being written and that nobody else can see yet."""

    @property
    def uri(self) -> str:
        """Return where the file will be found once it is published."""

    @abstractmethod
    def write(self, data: bytes | memoryview, /) -> object:
        """Append all of ``data``; it may be changed by the caller afterwards."""


class Store(Protocol):
    """Keeps one finished file for every run of every export."""

    @abstractmethod
    def create(
        self, export_id: str, run_id: str, file_name: str
    ) -> AbstractContextManager[NewFile]:
        """Open the run's file for writing.

        It is published when the block ends without an error and never otherwise: whole and
        durable, in place of what an earlier try of the same run published. Leftovers of earlier
        tries are removed on the way in.
        """

    @abstractmethod
    def open(self, uri: str) -> AbstractContextManager[BinaryIO]:
        """Open a published file for reading.

        Raises:
            FileGoneError: it is not there any more, or was never this store's.
        """

    @abstractmethod
    def note_progress(self, export_id: str, run_id: str, progress: Progress) -> None:
        """Keep how far a run is, for whoever looks before the file is there."""

    @abstractmethod
    def progress_of(self, export_id: str, run_id: str) -> Progress | None:
        """Return what was noted last; None before that and once the file is published."""

    @abstractmethod
    def number(self, series: str, holder: str) -> int:
        """Return the number of ``holder`` in ``series``: the first who asks is 1, the next 2.

        Whoever asks again gets the same one, however often and from wherever; nobody else ever
        gets it, and none is left out. Numbers outlive the files.

        Raises:
            NumbersRefusedError: this storage cannot tell who was first.
        """

    @abstractmethod
    def delete(self, run: StoredRun) -> bool:
        """Remove a published file; return whether that is why it is gone.

        A file that was published since in its place stays, and so does what another try of the
        run is writing.
        """

    @abstractmethod
    def runs(self) -> Iterable[StoredRun]:
        """List every published file."""

    @abstractmethod
    def sweep(self, before: datetime) -> None:
        """Remove what tries that began before then left behind and no later try has removed."""
