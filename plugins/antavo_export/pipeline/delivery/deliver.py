"""The delivery of one stored file to one target, safe to kill and to repeat at any instant."""

import time

from antavo_export.pipeline.delivery.companions import publish_companions
from antavo_export.pipeline.delivery.delivery import Delivery
from antavo_export.pipeline.delivery.folder import prepare_folder
from antavo_export.pipeline.delivery.journal import Journal
from antavo_export.pipeline.delivery.publication import Publication
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets import BaseTarget, Verify
from antavo_export.targets.remote import Remote


def deliver(
    file: StoredFile, target: BaseTarget, remote: Remote, path: str, this_try: Try
) -> Delivery:
    """Publish ``file`` as ``path``, the rendered path of ``target``: whole and proven, or not.

    Raises:
        DeliveryRefusedError, SourceChangedError: every later try would fail the same way.
        DeliveryInterruptedError: a later try may succeed.
    """
    started = time.monotonic()
    final, verified = _published_earlier(remote, this_try.journal), target.verify
    if final is None:
        final, verified = _publish(Publication(file, target, remote, path, this_try))
    publish_companions(file, target, remote, final, this_try)
    this_try.journal.forget()
    return Delivery(
        target=target.type,
        connection=target.connection,
        server=remote.server,
        path=final,
        bytes=file.size,
        sha256=file.sha256,
        verified=verified,
        attempts=this_try.number,
        seconds=round(time.monotonic() - started, 3),
    )


def _published_earlier(remote: Remote, journal: Journal) -> str | None:
    """Return the final name when an earlier try's rename was carried out, else None.

    A verified temporary file disappears in one way only, by that rename: so its absence is the
    proof, even when the receiver has already taken the file away. The journal is cleared before
    the leftover, because the leftover missing with the journal written means "published".
    """
    intent = journal.read()
    if intent is None:
        return None
    if remote.size(intent.part) is None:
        return intent.final
    journal.forget()
    return None if remote.remove(intent.part) else intent.final


def _publish(publication: Publication) -> tuple[str, Verify]:
    prepare_folder(publication)
    for leftover in publication.this_try.earlier_parts(publication.path):
        publication.remote.remove(leftover)
    verified = publication.upload()
    return publication.publish(), verified
