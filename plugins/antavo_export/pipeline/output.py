"""The bytes that are published, encoded, counted and hashed on their way into the store."""

import hashlib
from collections.abc import Callable

from antavo_export.pipeline.archives import Encoder


class Output:
    """A file that grows.

    Attributes:
        size: Bytes handed to the store so far.
    """

    def __init__(self, write: Callable[[bytes | memoryview], object], encoder: Encoder) -> None:
        self._write = write
        self._encoder = encoder
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """Return the hash of what was handed to the store, in lower-case hex."""
        return self._digest.hexdigest()

    def put(self, data: bytes | memoryview) -> None:
        """Append ``data``, which may be changed afterwards."""
        self._store(self._encoder.encode(data))

    def close(self) -> None:
        """Append what the archive ends with; nothing may be put afterwards."""
        self._store(self._encoder.finish())

    def _store(self, encoded: bytes | memoryview) -> None:
        if encoded:
            self._write(encoded)
            self._digest.update(encoded)
            self.size += len(encoded)
