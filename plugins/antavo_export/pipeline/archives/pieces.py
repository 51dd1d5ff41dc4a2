"""A run of bytes inside the file, encoded on its own so that several can be made at once.

Deflate allows this (RFC 1951, 3.2.4): a stream that is flushed ends on a byte boundary, and the
next one, which refers to nothing before its own start, may simply follow.
"""

from abc import abstractmethod
from typing import Final, Protocol

from isal import isal_zlib

_LEVEL: Final = 2  # igzip's own default: files 8 % larger than gzip -6 at about ten times its speed
_RAW: Final = -15  # deflate without a header of its own (zlib's windowBits)


class Piece(Protocol):
    """Encodes the bytes it is given.

    Attributes:
        length: How many bytes went in.
        crc: Their CRC-32, where the archive needs it.
    """

    length: int
    crc: int

    @abstractmethod
    def encode(self, data: bytes) -> bytes:
        """Return what is ready of the encoded form; ``data`` may come out later."""

    @abstractmethod
    def finish(self) -> bytes:
        """Return the rest, up to a byte boundary."""


class PlainPiece:
    """Bytes as they are."""

    def __init__(self) -> None:
        self.length = 0
        self.crc = 0

    def encode(self, data: bytes) -> bytes:
        self.length += len(data)
        return data

    def finish(self) -> bytes:
        return b""


class DeflatedPiece:
    """Bytes compressed with deflate, without the mark of the stream's end."""

    def __init__(self) -> None:
        self.length = 0
        self.crc = 0
        self._stream = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _RAW)

    def encode(self, data: bytes) -> bytes:
        self.length += len(data)
        self.crc = isal_zlib.crc32(data, self.crc)
        return self._stream.compress(data)

    def finish(self) -> bytes:
        return self._stream.flush(isal_zlib.Z_SYNC_FLUSH) if self.length else b""


def new_piece(*, deflated: bool) -> Piece:
    """Return an empty piece."""
    return DeflatedPiece() if deflated else PlainPiece()
