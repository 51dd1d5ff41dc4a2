"""From nothing to a complete file under its final name."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from antavo_export.errors import (
    DeliveryRefusedError,
    ExportError,
    NameTakenError,
    TransferDamagedError,
)
from antavo_export.pipeline.delivery.companions import withdraw_companions
from antavo_export.pipeline.delivery.journal import Intent
from antavo_export.pipeline.delivery.names import numbered_paths
from antavo_export.pipeline.delivery.permissions import set_permissions
from antavo_export.pipeline.delivery.read_ahead import read_ahead
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.pipeline.delivery.verification import verify
from antavo_export.targets import BaseTarget, IfExists, Verify
from antavo_export.targets.remote import Remote


@dataclass(frozen=True)
class Published:
    """A file under its final ``path``, and the proof that was ``verified`` before.

    ``written`` is when this try wrote it, by the server's clock; None if it did not, or if the
    server does not tell.
    """

    path: str
    verified: Verify
    written: float | None = None


@dataclass(frozen=True)
class Publication:
    """One try to publish ``file`` as ``path``: upload under another name, prove it, rename it."""

    file: StoredFile
    target: BaseTarget
    remote: Remote
    path: str
    this_try: Try

    @property
    def part(self) -> str:
        """The temporary name."""
        return self.this_try.part(self.path)

    @property
    def place(self) -> str:
        """The user, the server and the path asked for."""
        return self.remote.where(self.path)

    def upload(self) -> Verify:
        """Send the bytes under the temporary name and prove them; leave nothing on failure."""
        with self._removing_part_on(BaseException):
            with read_ahead(self.file.blocks()) as blocks:
                self.remote.store(self.part, blocks)
            proof = verify(self.remote, self.part, self.file, self.target.verify)
            set_permissions(self.remote, self.target, self.part)
            return proof

    def publish(self, proof: Verify) -> str:
        """Give the temporary file, verified by ``proof``, its name: ``path``, or numbered.

        A failure that leaves the outcome open leaves the temporary file and the journal to the
        next try. A refusal is final, so nothing is left; nor is it when the temporary file was gone
        before the rename, which the next try would otherwise take for a rename carried out.
        """
        with self._removing_part_on(DeliveryRefusedError, TransferDamagedError):
            if self.target.if_exists is IfExists.NUMBER:
                return self._publish_numbered(proof)
            if self.target.if_exists is IfExists.REPLACE:
                return self._publish_replacing(proof)
            self._announce(self.path, proof)
            self.remote.rename(self.part, self.path)
            return self.path

    def _publish_replacing(self, proof: Verify) -> str:
        withdraw_companions(self.file, self.target, self.remote, self.path)
        self._announce(self.path, proof)
        self.remote.replace(self.part, self.path)
        return self.path

    def _publish_numbered(self, proof: Verify) -> str:
        for candidate in numbered_paths(self.path):
            if self.remote.size(candidate) is not None or self.remote.is_folder(candidate):
                continue
            self._announce(candidate, proof)
            with suppress(NameTakenError):  # somebody was faster: the next number
                self.remote.rename(self.part, candidate)
                return candidate
        raise AssertionError  # numbers do not end

    def _announce(self, final: str, proof: Verify) -> None:
        intent = Intent(
            part=self.part,
            final=final,
            since=datetime.now(UTC),
            place=self.place,
            sha256=self.file.sha256,
            verified=proof,
        )
        self.this_try.journal.write(intent)

    @contextmanager
    def _removing_part_on(self, *failures: type[BaseException]) -> Iterator[None]:
        try:
            yield
        except failures:
            self.this_try.journal.forget()  # first: a missing part with a journal means "published"
            with suppress(ExportError):
                self.remote.remove(self.part)
            raise
