"""The border where a file system's errors become ours."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from antavo_export.errors import (
    StoreDeniedError,
    StoreFullError,
    StoreInterruptedError,
    StoreOvertakenError,
)

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED: Final = (PermissionError, NotADirectoryError)  # object storage gives these no number


@contextmanager
def told_about_the_store(root: object) -> Iterator[None]:
    """Turn errors of the file system into errors that say what to do about the store."""
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        if error.errno in _FULL:
            raise StoreFullError(str(root)) from error
        if isinstance(error, _DENIED) or error.errno == errno.EROFS:
            raise StoreDeniedError(str(root), cause) from error
        if isinstance(error, FileNotFoundError):  # what is written: whoever removed it goes on
            raise StoreOvertakenError(str(root)) from error
        raise StoreInterruptedError(str(root), cause) from error
