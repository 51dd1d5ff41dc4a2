"""How a delimited file is written: the rules that CSV chooses and PSV fixes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from antavo_export.formats.framing import Framing

Quoting = Literal["minimal", "all"]
Newline = Literal["lf", "crlf", "cr"]

NEWLINES: Final[dict[str, bytes]] = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Dialect:
    """A way of writing rows as text (RFC 4180: an enclosure inside a value is doubled).

    ``enclosure`` of ``None`` encloses nothing: values that would break the file must be refused.
    """

    delimiter: str = ","
    enclosure: str | None = '"'
    quoting: Quoting = "minimal"
    newline: Newline = "lf"
    header: bool = True
    bom: bool = False
    null: str = ""

    def framing(self, columns: Sequence[str]) -> Framing:
        """Return the byte order mark, the header row and what ends a row."""
        end = NEWLINES[self.newline]
        titles = self.delimiter.join(map(self.cell, columns)).encode()
        head = (_BOM if self.bom else b"") + (titles + end if self.header else b"")
        return Framing(head=head, row_end=end)

    def cell(self, text: str) -> str:
        """Return ``text`` enclosed where it must be, or where everything is."""
        enclosure = self.enclosure
        if enclosure is None:
            return text
        special = {self.delimiter, enclosure, "\n", "\r"}
        if self.quoting == "minimal" and special.isdisjoint(text):
            return text
        return f"{enclosure}{text.replace(enclosure, enclosure * 2)}{enclosure}"

    def refuses(self, text: str) -> bool:
        """Return whether ``text`` cannot stand in a cell, for want of an enclosure."""
        return self.enclosure is None and not {self.delimiter, "\n", "\r"}.isdisjoint(text)
