"""The delivery of one stored file to one target, safe to kill and to repeat at any instant."""

import time

from antavo_export.pipeline.delivery.companions import publish_companions
from antavo_export.pipeline.delivery.delivery import Delivery
from antavo_export.pipeline.delivery.earlier import published_earlier
from antavo_export.pipeline.delivery.folder import prepare_folder
from antavo_export.pipeline.delivery.leftovers import remove_asides
from antavo_export.pipeline.delivery.publication import Publication, Published
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.pipeline.delivery.sweeping import sweep
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets import BaseTarget
from antavo_export.targets.remote import Remote


def deliver(
    file: StoredFile, target: BaseTarget, remote: Remote, path: str, this_try: Try
) -> Delivery:
    """Publish ``file`` as ``path``, the rendered path of ``target``: whole and proven, or not.

    The journal still tells what was published: the caller has it forget once nothing can fail any
    more, since a try that finds nothing in it publishes again.

    Raises:
        DeliveryRefusedError, SourceChangedError: every later try would fail the same way.
        DeliveryInterruptedError: a later try may succeed.
    """
    started = time.monotonic()
    publication = Publication(file, target, remote, path, this_try)
    published = published_earlier(publication) or _publish(publication)
    remove_asides(remote, this_try, published.path)
    publish_companions(file, target, remote, published.path, this_try)
    sweep(remote, published.path, this_try, now=published.written)
    return Delivery(
        target=target.type,
        connection=target.connection,
        server=remote.server,
        path=published.path,
        bytes=file.size,
        sha256=file.sha256,
        verified=published.verified,
        attempts=this_try.number,
        seconds=round(time.monotonic() - started, 3),
    )


def _publish(publication: Publication) -> Published:
    prepare_folder(publication)
    proof = publication.upload()
    written = publication.remote.modified_at(publication.part)
    return Published(publication.publish(proof), proof, written)
