"""What became of a rename whose answer an earlier try never got."""

import posixpath
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from antavo_export.errors import DeliveryRefusedError, ExportError, TransferDamagedError
from antavo_export.pipeline.delivery.journal import Intent
from antavo_export.pipeline.delivery.publication import Publication, Published
from antavo_export.pipeline.delivery.verification import verify
from antavo_export.targets import IfExists, Verify
from antavo_export.targets.remote import Remote

CERTAIN_FOR: Final = timedelta(hours=12)  # until another delivery may sweep: half of its day


def published_earlier(publication: Publication) -> Published | None:
    """Return what an earlier try's rename has published, None if it was not carried out.

    A verified temporary file disappears in one way only, by that rename: so its absence is the
    proof, even when the receiver has already taken the file away. Where its absence is not
    certain, the final name must hold our bytes.
    """
    remote, intent = publication.remote, publication.this_try.journal.read()
    if intent is None or not _is_about(publication, intent):
        return None
    if remote.size(intent.part) is None:
        if _is_certain(remote, intent):
            return Published(intent.final, intent.verified)
        return _found(publication, intent.final)
    return _linked(publication, intent) or _renamed_meanwhile(publication, intent)


def _linked(publication: Publication, intent: Intent) -> Published | None:
    """Finish a rename that was carried out by half: the file has both of its names.

    OpenSSH renames onto a free name by a link to the new one and the removal of the old one, and
    may be killed in between. Another writer's file has another moment or other bytes.
    """
    remote = publication.remote
    if publication.target.if_exists is IfExists.REPLACE:
        return None
    if remote.modified_at(intent.part) != remote.modified_at(intent.final):
        return None
    published = _found(publication, intent.final)
    if published is not None:
        with suppress(DeliveryRefusedError):
            remote.remove(intent.part)
    return published


def _renamed_meanwhile(publication: Publication, intent: Intent) -> Published | None:
    """Remove the temporary file; a server that hung may rename it at the same moment.

    The journal is cleared before, because the file missing with the journal written means
    "published".
    """
    journal = publication.this_try.journal
    journal.forget()
    with suppress(DeliveryRefusedError):  # a server that deletes nothing keeps it: no harm
        if not publication.remote.remove(intent.part):
            journal.write(intent)
            return Published(intent.final, intent.verified)
    return None


def _is_about(publication: Publication, intent: Intent) -> bool:
    """Tell whether these bytes were about to be published here, and not others or elsewhere."""
    return (intent.place, intent.sha256) == (publication.place, publication.file.sha256)


def _is_certain(remote: Remote, intent: Intent) -> bool:
    """Tell whether a temporary file that is not found was renamed, not swept or out of sight.

    After a day it may have been swept. Before, storage may be unmounted or a permission gone.
    """
    if datetime.now(UTC) - intent.since > CERTAIN_FOR:
        return False
    folder = posixpath.dirname(intent.part)
    return remote.is_folder(folder) and (
        remote.size(intent.final) is not None or _is_listed(remote, folder)
    )


def _is_listed(remote: Remote, folder: str) -> bool:
    """Tell whether the server tells of files there; FTP has one answer for missing and hidden."""
    with suppress(ExportError, ValueError):  # a connection that was lost fails at the next request
        remote.modified(folder, lambda _: False)
        return True
    return False


def _found(publication: Publication, path: str) -> Published | None:
    """Return ``path`` as published if it holds our bytes."""
    with suppress(TransferDamagedError, DeliveryRefusedError):
        proof = verify(publication.remote, path, publication.file, Verify.CHECKSUM)
        return Published(path, proof)
    return None
