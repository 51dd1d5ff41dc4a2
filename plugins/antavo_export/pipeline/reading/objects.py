"""From the rows that COPY sends in its text format to JSON objects, a buffer at a time.

Nothing here looks at one row or one value, so that it costs less than Postgres saves: whole
columns of a buffer are looked at, and what is rare in them is escaped where it is found.
"""

import re
from collections.abc import Container, Sequence
from typing import Final

from antavo_export.pipeline.reading.rows import Joiner, Row
from antavo_export.sql.members import DELIMITER, NULL, Member, Written

_DELIMITER: Final = DELIMITER.encode()
_NULL: Final = NULL.encode()
_QUOTES: Final = {Written.TEXT: b'"', Written.QUOTED: b'"'}

# COPY's text format escapes as JSON does (RFC 8259, section 7): backslash, \b, \f, \n, \r and \t.
# It escapes two more, the vertical tab and the delimiter, in ways JSON has not, and leaves the
# other control characters as they are.
_OTHER_CONTROLS: Final = b"".join(
    bytes([code]) for code in range(1, 32) if code not in b"\b\t\n\v\f\r" + _DELIMITER
)
_SHOW_CONTROLS: Final = bytes.maketrans(_OTHER_CONTROLS, b"\x00" * len(_OTHER_CONTROLS))
_ODD: Final = re.compile(rb"\\(.)|[" + _OTHER_CONTROLS + rb"]", re.DOTALL)
_ODD_ESCAPES: Final = {b"\\v": rb"\u000b", b"\\" + _DELIMITER: rb"\u001f"}
_NO_NUMBERS: Final = frozenset({b"NaN", b"Infinity", b"-Infinity"})


def joiner_for(
    row_end: bytes, between: bytes, members: Sequence[Member]
) -> "Joiner | ObjectJoiner":
    """Return what turns batches of rows into bytes of the file."""
    return ObjectJoiner(row_end, between, members) if members else Joiner(row_end, between)


class ObjectJoiner:
    """Turns batches of rows into objects; ``row_end`` and ``between`` are as for every format.

    Args:
        row_end: What stands after every object.
        between: What stands before every object but the first this joiner sees.
        members: The members of every object.
    """

    def __init__(self, row_end: bytes, between: bytes, members: Sequence[Member]) -> None:
        self._members = members
        self._width = len(members) + 1  # the column that COPY's newline stands in
        self._row_end = row_end
        self._between = between
        self._first = len(between)

    def join(self, batch: list[Row]) -> bytes:
        """Return the rows' objects with what the format wants around them."""
        values, quoted = self._values(batch)
        before, *marks, after = _marks(self._members, quoted)
        before = b"".join((self._between, b"{", before))
        after = b"".join((after, b"}", self._row_end))
        # Before each value stands the mark, in place of COPY's newline what is between two rows.
        slots = [each for mark in marks for each in (b"", mark)]
        pieces = [*slots, b"", after + before] * len(batch)
        pieces[0::2] = values
        pieces[-1] = after
        objects = before[self._first :] + b"".join(pieces)
        self._first = 0
        return objects

    def _values(self, batch: list[Row]) -> tuple[list[bytes], set[int]]:
        """Return the values of all rows one after the other, each as JSON but for its quotes.

        And which columns have their quotes already: those with nulls, which want none.
        """
        text = _DELIMITER.join(batch)
        values = text.split(_DELIMITER)
        if len(values) != len(batch) * self._width:  # there are delimiters inside of texts
            values = _escaped(text).split(_DELIMITER)
        has_nulls, quoted = _NULL in text, set[int]()
        for column, member in enumerate(self._members):
            every = slice(column, None, self._width)
            found = values[every]
            if as_json := _AS_JSON.get(member.written):
                found = as_json(found)
            if has_nulls and _NULL in found:
                found = _with_nulls(found, _QUOTES.get(member.written, b""))
                quoted.add(column)
            values[every] = found
        del values[self._width - 1 :: self._width]  # COPY's newlines
        return values, quoted


def _marks(members: Sequence[Member], quoted: Container[int]) -> list[bytes]:
    """Return what stands before each value, and after the last: quotes, comma, key, colon."""
    marks, quote, comma = [], b"", b""
    for column, member in enumerate(members):
        opening = b"" if column in quoted else _QUOTES.get(member.written, b"")
        marks.append(b"".join((quote, comma, member.key.encode(), b":", opening)))
        quote, comma = opening, b","
    return [*marks, quote]


def _with_nulls(values: list[bytes], quote: bytes) -> list[bytes]:
    if not quote:
        return [b"null" if value == _NULL else value for value in values]
    joined = (quote + _DELIMITER + quote).join(values)
    whole = b"".join((quote, joined, quote))
    return whole.replace(quote + _NULL + quote, b"null").split(_DELIMITER)


def _texts(values: list[bytes]) -> list[bytes]:
    joined = _DELIMITER.join(values)
    has_tab = b"\\" in joined and b"\\v" in joined  # one byte is found sooner than two
    is_odd = has_tab or b"\x00" in joined.translate(_SHOW_CONTROLS)
    if b'"' not in joined and not is_odd:
        return values
    joined = joined.replace(b'"', b'\\"')
    return (_escaped(joined) if is_odd else joined).split(_DELIMITER)


def _documents(values: list[bytes]) -> list[bytes]:
    joined = _DELIMITER.join(values)
    if b"\\" not in joined:
        return values
    return joined.replace(b"\\\\", b"\\").split(_DELIMITER)


def _numbers(values: list[bytes]) -> list[bytes]:
    joined = b"".join(values)
    if b"a" not in joined and b"y" not in joined:
        return values
    return [b'"%b"' % value if value in _NO_NUMBERS else value for value in values]


def _escaped(text: bytes) -> bytes:
    """Return the text with JSON's escapes for what COPY escapes otherwise or not at all."""
    return _ODD.sub(lambda odd: _ODD_ESCAPES.get(odd[0]) or _escape(odd), text)


def _escape(odd: re.Match[bytes]) -> bytes:
    return odd[0] if odd[1] else b"\\u%04x" % ord(odd[0])


_AS_JSON: Final = {Written.TEXT: _texts, Written.JSON: _documents, Written.NUMBER: _numbers}
