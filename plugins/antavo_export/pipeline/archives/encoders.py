"""From the bytes of a file to the bytes that are stored."""

from abc import abstractmethod
from datetime import datetime
from typing import Final, Protocol

from isal import isal_zlib

from antavo_export.formats.base import Archive
from antavo_export.pipeline.archives.wrappers import Checks, Gzip, Wrapper, Zip

_LEVEL: Final = 2  # igzip's own default: files 8 % larger than gzip -6 at many times its speed
_RAW: Final = -15  # deflate without a header of its own (zlib's windowBits)
_BLOCK: Final = 1 << 18  # bytes; see Deflated


class Encoder(Protocol):
    """Encodes one file; what both methods return, in order, is the stored file."""

    @abstractmethod
    def encode(self, data: bytes | memoryview) -> bytes | memoryview:
        """Return what is ready of the encoded form; ``data`` may come out later."""

    @abstractmethod
    def finish(self) -> bytes:
        """Return the rest."""


class Plain:
    """The file as it is."""

    def encode(self, data: bytes | memoryview) -> bytes | memoryview:
        return data

    def finish(self) -> bytes:
        return b""


class Deflated:
    """A compressed file: the wrapper's head, one deflate stream, the wrapper's tail.

    The compressor always gets blocks of one size, because what it makes of a text may depend on
    how the text was cut: so the same file gives the same archive, however it was read.
    """

    def __init__(self, wrapper: Wrapper) -> None:
        self._wrapper = wrapper
        self._stream = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _RAW)
        self._block = bytearray(_BLOCK)
        self._filled = 0
        self._crc = self._length = self._compressed = 0
        self._head = wrapper.head()

    def encode(self, data: bytes | memoryview) -> bytes:
        rest, ready = memoryview(data), [self._head]
        self._head = b""
        while rest:
            part = rest[: _BLOCK - self._filled]
            self._block[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            rest = rest[len(part) :]
            if self._filled == _BLOCK:
                ready.append(self._compress())
        return b"".join(ready)

    def finish(self) -> bytes:
        head, last, end = self._head, self._compress(), self._stream.flush()
        self._compressed += len(end)
        checks = Checks(self._crc, self._length, self._compressed)
        return head + last + end + self._wrapper.tail(checks)

    def _compress(self) -> bytes:
        with memoryview(self._block) as whole, whole[: self._filled] as block:
            self._crc = isal_zlib.crc32(block, self._crc)
            compressed = self._stream.compress(block)
        self._length += self._filled
        self._compressed += len(compressed)
        self._filled = 0
        return compressed


def encoder_for(archive: Archive, file_name: str, moment: datetime) -> Encoder:
    """Return the encoder of the file ``file_name``, archive suffix included.

    ``moment`` is the time stamp inside a ZIP, as the wall clock showed it.
    """
    if archive == "gzip":
        return Deflated(Gzip())
    if archive == "zip":
        return Deflated(Zip(file_name.removesuffix(".zip"), moment))
    return Plain()
