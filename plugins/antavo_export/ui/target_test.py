"""A rehearsal of a delivery for the wizard: connect, write a small file, rename it, remove it."""

import posixpath
from typing import Any

from antavo_export.errors import ExportError
from antavo_export.targets import Target


def rehearse(target: Target, path: str) -> dict[str, Any]:
    """Return the steps that worked, and what went wrong with the next one, if anything did.

    ``path`` is where a file would go; the rehearsal happens in its folder, under a name of its
    own. Messages name server, user and path, never a secret.
    """
    # Imported here: only a rehearsal needs the transfer clients in the API server.
    from antavo_export.orchestration.hooks import open_remote  # noqa: PLC0415
    from antavo_export.pipeline.delivery.probe import probe  # noqa: PLC0415

    steps: list[str] = []
    try:
        with open_remote(target) as remote:
            steps.append(f"connected and logged in: {remote.where(posixpath.dirname(path))}")
            steps.extend(probe(target, remote, posixpath.dirname(path)))
    except ExportError as error:
        return {"steps": steps, "problem": str(error)}
    return {"steps": steps, "problem": ""}
