"""A rehearsal of a delivery for the wizard: connect, write a small file, rename it, remove it."""

import posixpath
from typing import Any

from antavo_export.errors import DeliveryRefusedError, ExportError
from antavo_export.targets import Target


def rehearse(target: Target, path: str) -> dict[str, Any]:
    """Return the steps that worked, and what went wrong with the next one, if anything did.

    ``path`` is where a file would go; the rehearsal happens in its folder, under a name of its
    own. Messages name server, user and path, never a secret.
    """
    # Imported here: only a rehearsal needs the transfer clients in the API server.
    from antavo_export.orchestration.hooks import open_remote  # noqa: PLC0415
    from antavo_export.orchestration.hooks.extras import find_connection  # noqa: PLC0415
    from antavo_export.pipeline.delivery.probe import probe  # noqa: PLC0415

    steps: list[str] = []
    try:
        _refuse_other_types(target, find_connection(target.connection).conn_type)
        with open_remote(target) as remote:
            steps.append(f"connected and logged in: {remote.where(posixpath.dirname(path))}")
            steps.extend(probe(target, remote, posixpath.dirname(path)))
    except ExportError as error:
        return {"steps": steps, "problem": str(error)}
    return {"steps": steps, "problem": ""}


def _refuse_other_types(target: Target, found: str | None) -> None:
    """Refuse, say, a database's connection: a rehearsal would tell where it leads, and as whom."""
    if found not in target.connection_types:
        wanted = " or ".join(target.connection_types)
        raise DeliveryRefusedError(target.connection, f"its type is {found}, not {wanted}")
