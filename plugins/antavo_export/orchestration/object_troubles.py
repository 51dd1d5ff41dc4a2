"""The border where the errors of object storage become ours."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from antavo_export.errors import ExportError
from antavo_export.pipeline.store.troubles import told_about_the_store


@contextmanager
def told_about_objects(root: object) -> Iterator[None]:
    """Turn errors of a storage's client into errors that say what to do about the store.

    What storage answers is an OSError by the time it comes here; that it did not answer is told by
    exceptions of each client's own, botocore's and aiohttp's among them.
    """
    with told_about_the_store(root):
        try:
            yield
        except (OSError, ExportError):
            raise
        except Exception as error:
            raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error
