"""A rehearsal of a delivery: every step with a small file that is removed again."""

import hashlib
import io
import posixpath
import secrets
from collections.abc import Iterator
from contextlib import suppress

from antavo_export.errors import ExportError, NameTakenError
from antavo_export.pipeline.delivery.folder import prepare_folder
from antavo_export.pipeline.delivery.publication import Publication
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets import BaseTarget
from antavo_export.targets.remote import Remote


def probe(target: BaseTarget, remote: Remote, folder: str) -> Iterator[str]:
    """Do in ``folder`` what a delivery does, yielding what each step found.

    The probe has a random name, so it never meets a file of anybody; it is removed at the end and
    after a failure.

    Raises:
        DeliveryRefusedError, DeliveryInterruptedError: the step at which deliveries would fail.
    """
    content = secrets.token_bytes(1024)
    digest = hashlib.sha256(content).hexdigest()
    file = StoredFile("probe", lambda: io.BytesIO(content), len(content), digest)
    path = posixpath.join(folder, f"antavo-export-probe-{secrets.token_hex(4)}.tmp")
    publication = Publication(file, target, remote, path, Try(secrets.token_hex(6)))
    try:
        yield from _rehearse(publication, folder)
    finally:
        with suppress(ExportError):
            remote.remove(publication.part)
            remote.remove(path)


def _rehearse(publication: Publication, folder: str) -> Iterator[str]:
    remote = publication.remote
    prepare_folder(publication)
    free = remote.free_bytes(folder)
    room = "" if free is None else f", {free / 1e9:.1f} GB free"
    yield f"folder {folder or '(where the login leads)'} exists{room}"
    proof = publication.upload()
    yield f"wrote {publication.file.size} bytes, verified by {proof.value}"
    final = publication.publish(proof)
    yield f"renamed to {posixpath.basename(final)}"
    yield _second_rename(publication, final)
    remote.remove(final)
    yield "removed it again"


def _second_rename(publication: Publication, final: str) -> str:
    """Find out whether renaming refuses a name that is taken, as ``fail`` and ``number`` need."""
    remote, part = publication.remote, publication.part
    remote.store(part, publication.file.blocks())
    try:
        remote.rename(part, final)
    except NameTakenError:
        remote.replace(part, final)
        return "replaced it by a second one; a name that is taken is refused when asked for"
    return "the server replaces files without asking: do not use if_exists: fail or number"
