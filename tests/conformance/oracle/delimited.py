"""CSV and PSV, byte by byte."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from tests.conformance.configs import FileOptions
from tests.conformance.oracle.cells import settled, text_of
from tests.conformance.oracle.evaluation import Expected

_ENDS: Final = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "pipe": "|", "tab": "\t"}


class Dialect:
    """How one file is written, its names resolved: PSV has no options but the header."""

    def __init__(self, options: FileOptions, titles: Sequence[str]) -> None:
        if options.format == "psv":
            options = FileOptions(delimiter="|", header=options.header)
        self.options = options
        self.titles = titles
        self.end = _ENDS[options.newline]
        self.delimiter = _DELIMITERS.get(options.delimiter, options.delimiter)
        self.enclosure = "" if options.enclosure == "none" else options.enclosure

    def head(self) -> bytes:
        """Return what stands before the rows."""
        start = "\ufeff" if self.options.bom else ""
        if self.options.header:
            plain = replace(self.options, null="")
            start += self.delimiter.join(Dialect(plain, self.titles).cells(self.titles)) + self.end
        return start.encode()

    def row(self, texts: Sequence[str | None]) -> bytes:
        """Return a row with its end."""
        return (self.delimiter.join(self.cells(texts)) + self.end).encode()

    def cells(self, texts: Sequence[str | None]) -> Iterator[str]:
        """Yield the cells of a row; a single one is never invisible."""
        for text in texts:
            cell = self._cell(text)
            # Alone on its line, \\. would be COPY's end of data, and nothing would be no row.
            invisible = len(texts) == 1 and cell in {"", "\\."}
            yield self._enclosed(cell) if invisible else cell

    def broken_by(self, texts: Sequence[str | None]) -> Iterator[str]:
        """Yield the titles of the cells that cannot be written for want of an enclosure."""
        if self.enclosure:
            return
        for title, text in zip(self.titles, texts, strict=True):
            written = text or self.options.null
            invisible = len(texts) == 1 and not written
            # A line of PostgreSQL that is \. ends its data; it cannot write \x01 unenclosed.
            unknown_to_copy = (len(texts) == 1 and written == "\\.") or "\x01" in written
            if invisible or unknown_to_copy or self._is_special(written):
                yield title

    def records(self, body: bytes) -> list[bytes]:
        """Return the rows in ``body``, ends included; an end inside an enclosure is none."""
        end, enclosure = self.end.encode(), self.enclosure.encode()
        found, begun = [], b""
        for piece in body.split(end)[:-1]:
            begun += piece + end
            if not enclosure or begun.count(enclosure) % 2 == 0:
                found.append(begun)
                begun = b""
        return [
            *found,
            *([begun] if begun else []),
            *([rest] if (rest := body.split(end)[-1]) else []),
        ]

    def texts(self, record: bytes) -> list[str]:
        """Return the texts of the cells of a row."""
        line = record.decode().removesuffix(self.end)
        if not self.enclosure:
            return line.split(self.delimiter)
        reader = csv.reader([line], delimiter=self.delimiter, quotechar=self.enclosure)
        return next(reader, [])

    def _cell(self, text: str | None) -> str:
        null, everything = self.options.null, self.options.quoting == "all"
        if null and not text:
            return null  # bare, so that it is told from the same text
        if text is None:
            return self._enclosed("") if everything else ""
        plain = text != null and not self._is_special(text)
        return text if plain and not everything else self._enclosed(text)

    def _is_special(self, text: str) -> bool:
        return any(mark and mark in text for mark in (self.delimiter, self.enclosure, "\n", "\r"))

    def _enclosed(self, text: str) -> str:
        mark = self.enclosure
        return mark + (text.replace(mark, mark * 2) if mark else text) + mark


def texts_of(expected: Expected, zone: ZoneInfo) -> list[list[str | None]]:
    """Return the texts of every row."""
    return [[text_of(result, zone) for result in row] for row in expected.rows]


def settled_row(
    dialect: Dialect, expected: Expected, index: int, record: bytes, zone: ZoneInfo
) -> bytes:
    """Return the row at ``index``, following ``record`` where several texts are as good."""
    found: list[str | None] = list(dialect.texts(record))
    row = expected.rows[index]
    found += [None] * (len(row) - len(found))
    return dialect.row([settled(r, f, zone) for r, f in zip(row, found, strict=False)])
