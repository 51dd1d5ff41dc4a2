"""The finished file that is delivered, read in blocks and checked against its receipt."""

import hashlib
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from antavo_export.errors import SourceChangedError, StoreInterruptedError

BLOCK = 1020 * 1024  # bytes; large enough for the cipher to be the limit, four writes of SFTP


@dataclass(frozen=True)
class StoredFile:
    """A file in the store and what its receipt promises about it.

    ``open`` may be called several times: every target and every try reads the file anew.
    ``size`` in bytes and ``sha256`` in lower-case hex come from the receipt.
    """

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    size: int
    sha256: str

    def blocks(self) -> Generator[bytes]:
        """Yield the content.

        Raises:
            SourceChangedError: after the last block, when size or SHA-256 differ from the receipt.
            StoreInterruptedError: the store cannot read it on, which is not the partner's doing.
        """
        digest, count = hashlib.sha256(), 0
        with self.open() as file:
            while block := self._read(file):
                digest.update(block)
                count += len(block)
                yield block
        if count != self.size:
            raise SourceChangedError(
                self.name, promised=f"{self.size} bytes", found=f"{count} bytes"
            )
        if digest.hexdigest() != self.sha256:
            raise SourceChangedError(
                self.name, promised=f"SHA-256 {self.sha256}", found=f"SHA-256 {digest.hexdigest()}"
            )

    def _read(self, file: BinaryIO) -> bytes:
        try:
            return file.read(BLOCK)
        except OSError as error:
            cause = f"it cannot be read ({error.strerror or error})"
            raise StoreInterruptedError(self.name, cause) from error
