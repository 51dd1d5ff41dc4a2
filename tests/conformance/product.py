"""The product as the tests run it: a YAML text in, the published file out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from antavo_export.catalog import Catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import build_export
from antavo_export.config.yaml_source import YamlSource
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.progress import Progress
from antavo_export.pipeline.reading.objects import joiner_for
from antavo_export.pipeline.reading.rows import batches
from antavo_export.pipeline.receipt import Receipt
from antavo_export.pipeline.session import Session
from antavo_export.pipeline.store.local import LocalStore
from antavo_export.sql.compiler import compile_export


class ReusedConnection(psycopg.Connection[Any]):
    """A connection whose closing only ends the transaction, so that the next export finds it."""

    def close(self) -> None:
        self.rollback()

    def really_close(self) -> None:
        """Disconnect."""
        super().close()


@dataclass
class MemoryFile:
    """A file that is published by staying around."""

    uri: str
    content: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes | memoryview, /) -> object:
        self.content += data
        return None


class MemoryStore(LocalStore):
    """Keeps the latest file in memory: thousands of small files need no disk."""

    def __init__(self) -> None:
        super().__init__(Path("unused"))
        self.published: bytes | None = None

    @contextmanager
    def create(  # type: ignore[override]  # a file of its own kind
        self, export_id: str, run_id: str, file_name: str
    ) -> Iterator[MemoryFile]:
        self.published = None
        file = MemoryFile(f"memory:{export_id}/{run_id}/{file_name}")
        yield file
        self.published = bytes(file.content)

    def note_progress(self, export_id: str, run_id: str, progress: Progress) -> None:
        del export_id, run_id, progress


@dataclass
class Product:
    """Runs exports over one connection."""

    catalog: Catalog
    connection: ReusedConnection
    store: MemoryStore = field(default_factory=MemoryStore)
    receipt: Receipt | None = None
    _pinned: str = ""

    def load(self, yaml: str) -> Export:
        """Return the export; raises ConfigError for one that is refused."""
        return build_export("conformance", YamlSource(Path("conformance.yaml"), yaml), self.catalog)

    def run(self, yaml: str, moment: datetime) -> bytes:
        """Return the file of the export as of ``moment``.

        Raises:
            ExportError: the product refuses; nothing is published then.
        """
        self.receipt = extract(
            self.load(yaml),
            moment,
            connect=self._connect,
            store=self.store,
            run_id="conformance",
        )
        assert self.store.published is not None
        return self.store.published

    def _connect(self) -> ReusedConnection:
        self.connection.rollback()
        return self.connection

    def copied(self, yaml: str, moment: datetime) -> bytes:
        """Return the same file sooner: the statement alone, in a session that stays pinned."""
        export = self.load(yaml)
        statement = compile_export(export, moment)
        self._pin(export.config.timezone)
        with self.connection.cursor() as cursor, cursor.copy(statement.copy()) as copy:
            framing = statement.framing
            joiner = joiner_for(framing.row_end, framing.between, statement.members)
            rows = b"".join(map(joiner.join, batches(iter(copy))))
            return framing.head + rows + framing.tail

    def _pin(self, zone: str) -> None:
        idle = self.connection.info.transaction_status is TransactionStatus.IDLE
        if idle or zone != self._pinned:
            self.connection.rollback()
            Session(zone, "conformance").pin(self.connection, ordered=True)
            self._pinned = zone
