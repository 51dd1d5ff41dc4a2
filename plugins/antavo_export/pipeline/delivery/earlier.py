"""What became of a rename whose answer an earlier try never got."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from antavo_export.errors import DeliveryRefusedError, TransferDamagedError
from antavo_export.pipeline.delivery.publication import Publication
from antavo_export.pipeline.delivery.verification import verify
from antavo_export.targets import Verify

CERTAIN_FOR: Final = timedelta(hours=12)  # until another delivery may sweep: half of its day


def published_earlier(publication: Publication) -> str | None:
    """Return the final name when an earlier try's rename was carried out, else None.

    A verified temporary file disappears in one way only, by that rename: so its absence is the
    proof, even when the receiver has already taken the file away. After a day it may also have
    been swept, so from then on the final name must hold our bytes. The journal is cleared before
    the leftover, because the leftover missing with the journal written means "published".
    """
    remote, journal = publication.remote, publication.this_try.journal
    intent = journal.read()
    if intent is None:
        return None
    if remote.size(intent.part) is None:
        certain = datetime.now(UTC) - intent.since < CERTAIN_FOR
        if certain or _holds_our_bytes(publication, intent.final):
            return intent.final
        journal.forget()
        return None
    journal.forget()
    return None if remote.remove(intent.part) else intent.final


def _holds_our_bytes(publication: Publication, path: str) -> bool:
    with suppress(TransferDamagedError, DeliveryRefusedError):
        verify(publication.remote, path, publication.file, Verify.CHECKSUM)
        return True
    return False
