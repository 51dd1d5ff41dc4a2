"""The bytes that are published, counted and hashed on their way into the store."""

import hashlib
from collections.abc import Callable

from isal import isal_zlib

from antavo_export.pipeline.archives import Checks, Wrapper, new_piece


class Output:
    """Joins pieces to a file.

    Attributes:
        size: Bytes handed to the store so far.
    """

    def __init__(self, write: Callable[[bytes | memoryview], object], wrapper: Wrapper) -> None:
        self._write = write
        self._wrapper = wrapper
        self._digest = hashlib.sha256()
        self._content = Checks(crc=0, length=0, compressed=0)
        self.size = 0
        self._put(wrapper.head())
        self._head_size = self.size

    @property
    def deflated(self) -> bool:
        """Return whether pieces must come compressed."""
        return self._wrapper.deflated

    @property
    def sha256(self) -> str:
        """Return the hash of what was handed to the store, in lower-case hex."""
        return self._digest.hexdigest()

    def put(self, encoded: bytes | memoryview) -> None:
        """Append bytes of a piece."""
        self._put(encoded)

    def end_piece(self, crc: int, length: int) -> None:
        """Close a piece whose encoded bytes were put and whose own checks are these."""
        before = self._content
        if self.deflated:
            crc = isal_zlib.crc32_combine(before.crc, crc, length)
        self._content = Checks(crc, before.length + length, self.size - self._head_size)

    def put_bytes(self, data: bytes) -> None:
        """Append ``data`` as a piece of its own."""
        if data:
            piece = new_piece(deflated=self.deflated)
            self._put(piece.encode(data))
            self._put(piece.finish())
            self.end_piece(piece.crc, piece.length)

    def close(self) -> None:
        """Append what stands after the last piece."""
        self._put(self._wrapper.tail(self._content))

    def _put(self, data: bytes | memoryview) -> None:
        if data:
            self._write(data)
            self._digest.update(data)
            self.size += len(data)
