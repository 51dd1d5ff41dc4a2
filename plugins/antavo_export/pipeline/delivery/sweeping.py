"""Temporary files that no later try will remove: their delivery failed for good, long ago."""

import posixpath
from contextlib import suppress

from antavo_export.errors import ExportError
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets.remote import Remote

STALE_AFTER = 24 * 3600.0  # seconds; a task, and so a transfer, ends after twelve hours


def sweep(remote: Remote, path: str, this_try: Try, now: float | None) -> None:
    """Remove what deliveries of the same export left beside ``path`` more than a day ago.

    ``now`` is the server's own clock, as a file shows it that was just written there; None when
    the server tells no times, and then nothing is removed. Nor is anything else ever touched: the
    name must be one that this export gives. A server that does not list or remove, or has names
    that its encoding does not fit, is not an error: what was to be delivered is delivered.
    """
    pattern = this_try.parts_of_the_export
    if now is None or pattern is None:
        return
    with suppress(ExportError, ValueError):
        folder = posixpath.dirname(path)
        found = remote.modified(folder, lambda name: pattern.fullmatch(name) is not None)
        for name, moment in found.items():
            if now - moment > STALE_AFTER:
                remote.remove(posixpath.join(folder, name))
