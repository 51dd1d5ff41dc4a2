"""Proof that the server holds our bytes, asked for before the file gets its name."""

from antavo_export.errors import TransferDamagedError
from antavo_export.pipeline.delivery.hashing import sha256_of
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.targets import Verify
from antavo_export.targets.remote import Remote


def verify(remote: Remote, path: str, file: StoredFile, how: Verify) -> Verify:
    """Compare what the server holds under ``path`` with ``file``; return the proof obtained.

    ``checksum`` falls back to reading the file back where the server does not compute SHA-256.

    Raises:
        TransferDamagedError: size or content differ.
    """
    _verify_size(remote, path, file)
    if how is Verify.SIZE:
        return how
    found = remote.sha256(path) if how is Verify.CHECKSUM else None
    proof = Verify.READ_BACK if found is None else Verify.CHECKSUM
    found = found or sha256_of(remote.read(path))
    if found != file.sha256:
        raise TransferDamagedError(
            remote.where(path), f"the server holds SHA-256 {found}, sent was {file.sha256}"
        )
    return proof


def _verify_size(remote: Remote, path: str, file: StoredFile) -> None:
    size = remote.size(path)
    if size is None:
        raise TransferDamagedError(
            remote.where(path),
            "the uploaded temporary file is gone before it got its name; "
            "does something on the server pick up hidden or unfinished files?",
        )
    if size != file.size:
        raise TransferDamagedError(
            remote.where(path), f"the server holds {size} bytes, sent were {file.size}"
        )
