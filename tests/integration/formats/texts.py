"""Texts that break careless writers and readers of files, in a table of a real Postgres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psycopg

from antavo_export.catalog import Catalog
from antavo_export.config.loader import load_export
from antavo_export.pipeline.extract import extract
from antavo_export.pipeline.store import LocalStore

CONTROLS: Final = [chr(code) for code in (*range(1, 0x20), *range(0x7F, 0xA0))]

TEXTS: Final[tuple[str | None, ...]] = (
    None, "", " ", "  leading and trailing  ", "plain", "NULL", "null", "\\N", "\\.", "\\", "\\\\",
    "\\n", "true", "0", "-1.50", "1e3", "=1+1", "@cmd", "+1", "#comment", "--", "/*", "nan", "NaN",
    ",", ";", "|", "\t", "^", "~", ":", ".", "a,b", "a;b", "a|b", "a\tb", "a^b", "a:b", ",,", ",\"",
    '"', '""', '"""', '"quoted"', 'half"way', '"start', 'end"', '","', '"\n"', 'a""b',
    "'", "''", "'quoted'", "half'way", "'start", "end'", "','", "'\n'", "\"'", "'\"",
    "\n", "\r", "\r\n", "\n\r", "a\nb", "a\rb", "a\r\nb", "\n\n", "a\n", "\na", "\r\r",
    *CONTROLS, "".join(CONTROLS), "\x1a", "\x1b[2J", "\x01\x02\x03", "a\x01b", "a\x02b", "\x01\x01",
    "\x85", "\u2028", "\u2029", "\ufeff", "\ufeffx", "\u200b", "\u200e\u202e", "\u0301", "e\u0301",
    "Jörg", "Łódź", "Ἀθῆναι", "日本語", "한국어", "العربية", "ไทย",
    "😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "\U0001d4b3", "\U0010ffff", "\U0001f600" * 100, "\ufffd", "\ud7ff",
    "\ue000", "\uffff", "two\n\nlines",
    "x" * 100_000, ("long, \"quoted\"\r\n" * 5_000), "{\"a\": [1, \"b\"]}", "<a href='x'>&amp;</a>",
    "$1", "%s", "{{ x }}", "${x}", "'; DROP TABLE roundtrip.texts; --", "\\x00", "\\u0000",
)  # fmt: skip
"""PostgreSQL stores every character but NUL, so these stand for all there can be."""

MODEL: Final = """\
label: Texts
description: Texts that break careless writers.
table: roundtrip.texts
key: id
fields:
  - {name: id, type: string, mandatory: true, description: Number of the text}
  - {name: value, type: text, description: The text}
  - {name: again, type: text, column: value, description: The same}
"""
MOMENT: Final = datetime(2026, 3, 31, 4, 30, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Writer:
    """Writes files from a database.

    Attributes:
        uri: The database, which holds the table ``roundtrip.texts``.
        catalog: The catalogue that offers it as the model ``texts``.
        folder: Where configurations and files go.
    """

    uri: str
    catalog: Catalog
    folder: Path

    def write(self, file: str, *, fields: str = "all", filters: str = "none") -> bytes:
        """Return the file of an export of every text with this ``file`` section.

        Raises:
            ExportError: there is a value that such a file cannot hold.
        """
        config = self.folder / "texts.yaml"
        config.write_text(
            f"name: Texts\nmodel: texts\nfilters: {filters}\nfields: {fields}\nfile: {file}\n",
            encoding="utf-8",
        )
        store = LocalStore(self.folder / "store")
        receipt = extract(
            load_export(config, self.catalog),
            MOMENT,
            connect=lambda: psycopg.connect(self.uri),
            store=store,
            run_id="run",
        )
        with store.open(receipt.uri) as stream:
            return stream.read()

    def replace(self, texts: Sequence[str | None]) -> None:
        """Put other texts into the table."""
        with psycopg.connect(self.uri) as connection:
            fill(connection, texts)


def fill(connection: psycopg.Connection[Any], texts: Sequence[str | None]) -> None:
    """Create the table anew with these texts, numbered from 0."""
    connection.execute("DROP SCHEMA IF EXISTS roundtrip CASCADE")
    connection.execute("CREATE SCHEMA roundtrip")
    connection.execute("CREATE TABLE roundtrip.texts (id text PRIMARY KEY, value text)")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO roundtrip.texts VALUES (%s, %s)",
            [(str(number), text) for number, text in enumerate(texts)],
        )


def expected(null: str = "", texts: Sequence[str | None] = TEXTS) -> list[list[str]]:
    """Return the rows that a reader should find, with ``null`` for what is empty."""
    return [[str(number), text or null, text or null] for number, text in enumerate(texts)]
