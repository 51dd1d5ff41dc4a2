"""What this delivery's earlier tries left on the server."""

from collections.abc import Iterable
from contextlib import suppress

from antavo_export.errors import DeliveryRefusedError
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets.remote import Remote


def remove_leftovers(remote: Remote, this_try: Try, path: str) -> None:
    """Remove what earlier tries may have left of ``path``, where the server lets us.

    One that takes files in and deletes none keeps them: no harm to this try, which has a
    temporary name of its own.
    """
    _remove(remote, this_try.earlier_parts(path))


def remove_asides(remote: Remote, this_try: Try, path: str) -> None:
    """Remove what earlier tries put aside to make room for ``path``, once there is a new file.

    Not before: until then it may be the only whole file that the partner has.
    """
    _remove(remote, this_try.earlier_asides(path))


def _remove(remote: Remote, paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(DeliveryRefusedError):
            remote.remove(path)
