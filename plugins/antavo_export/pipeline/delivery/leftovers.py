"""Temporary files of this delivery's earlier tries."""

from contextlib import suppress

from antavo_export.errors import DeliveryRefusedError
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets.remote import Remote


def remove_leftovers(remote: Remote, this_try: Try, path: str) -> None:
    """Remove what earlier tries may have left of ``path``, where the server lets us.

    One that takes files in and deletes none keeps them: no harm to this try, which has a
    temporary name of its own.
    """
    for leftover in this_try.earlier_parts(path):
        with suppress(DeliveryRefusedError):
            remote.remove(leftover)
