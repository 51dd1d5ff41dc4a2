"""SFTP sessions, through asyncssh."""

import posixpath
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from stat import S_ISDIR, S_ISREG

import asyncssh

from antavo_export.errors import (
    DeliveryRefusedError,
    FolderMissingError,
    NameTakenError,
    NoSpaceError,
    NotOfferedError,
    ServerUnavailableError,
)
from antavo_export.targets.replacing import replace_in_steps, require
from antavo_export.targets.sftp_download import SftpDownload
from antavo_export.targets.sftp_errors import sftp_errors
from antavo_export.targets.sftp_session import Answer, SftpSession
from antavo_export.targets.sftp_upload import WINDOW, SftpUpload


class SftpRemote:
    """The file operations of an SFTP session, one at a time; the caller opens and closes it."""

    def __init__(self, session: SftpSession) -> None:
        self._session = session
        self._client = session.client

    @property
    def server(self) -> str:
        return self._session.server

    @property
    def identity(self) -> str:
        connection = self._session.connection
        key = connection.get_server_host_key()
        cipher = connection.get_extra_info("send_cipher")
        shown = "no host key" if key is None else f"{key.get_algorithm()} {key.get_fingerprint()}"
        return f"host key {shown}, encrypted by {cipher}"

    def where(self, path: str) -> str:
        return f"{self._session.user}@{self.server}:{path}"

    def size(self, path: str) -> int | None:
        attributes = self._attributes(path)
        return None if attributes is None or _is_folder(attributes) else attributes.size

    def is_folder(self, path: str) -> bool:
        attributes = self._attributes(path or ".")
        return attributes is not None and _is_folder(attributes)

    def make_folder(self, path: str) -> None:
        try:
            self._ask(path, self._client.mkdir(path))
        except Exception:
            if not self.is_folder(path):
                raise

    def store(self, path: str, blocks: Iterable[bytes]) -> None:
        upload = SftpUpload(self._session)
        with self._errors(path):
            try:
                self._session.run(upload.store(path, blocks))
            except asyncssh.SFTPFailure as error:
                self._blame_full_disk(path, error)
                raise

    def read(self, path: str) -> Iterator[bytes]:
        with self._errors(path):
            yield from SftpDownload(self._session).blocks(path)

    def sha256(self, path: str) -> str | None:
        """Return None: the SFTP that servers speak (version 3) has no checksums."""
        del path
        return None

    def free_bytes(self, folder: str) -> int | None:
        with self._errors(folder):
            try:
                space = self._session.ask(self._client.statvfs(folder or "."))
            except asyncssh.SFTPConnectionLost:
                raise
            except asyncssh.SFTPError:
                return None
        return space.bavail * space.frsize if space.blocks else None

    def modified_at(self, path: str) -> float | None:
        attributes = self._attributes(path)
        return None if attributes is None else attributes.mtime

    def modified(self, folder: str, wanted: Callable[[str], bool]) -> dict[str, float]:
        entries = self._ask(folder, self._client.readdir(folder or "."))
        return {
            str(entry.filename): entry.attrs.mtime
            for entry in entries
            if wanted(str(entry.filename))
            and entry.attrs.mtime is not None
            and entry.attrs.permissions is not None
            and S_ISREG(entry.attrs.permissions)
        }

    def replace(self, old: str, new: str) -> None:
        """Rename in one step with OpenSSH's extension; without it in steps."""
        try:
            self._ask(new, self._client.posix_rename(old, new))
        except NotOfferedError:
            if self.is_folder(new) or not self._is_taken(new):
                self._rename(old, new)
            else:
                replace_in_steps(self, self._rename, old, new)
        except FolderMissingError:
            require(self, old)
            raise

    def rename(self, old: str, new: str) -> None:
        """The protocol's own rename refuses an existing ``new``, so nobody can slip in between."""
        try:
            self._rename(old, new)
        except (DeliveryRefusedError, ServerUnavailableError) as error:
            if self._is_taken(new):
                raise NameTakenError(self.where(new), "a file with this name exists") from error
            raise

    def remove(self, path: str) -> bool:
        with self._errors(path):
            try:
                self._session.ask(self._client.remove(path))
            except asyncssh.SFTPNoSuchFile:
                return False
            return True

    def set_mode(self, path: str, mode: int) -> None:
        self._ask(path, self._client.chmod(path, mode))

    def set_owner(self, path: str, user: int, group: int) -> None:
        self._ask(path, self._client.chown(path, user, group))

    def _rename(self, old: str, new: str) -> None:
        try:
            self._ask(new, self._client.rename(old, new))
        except (DeliveryRefusedError, ServerUnavailableError):
            require(self, old)
            raise

    def _blame_full_disk(self, path: str, error: asyncssh.SFTPFailure) -> None:
        """Tell a full disk from other failures, which SFTP version 3 does not."""
        free = self.free_bytes(posixpath.dirname(path))
        if free is not None and free < WINDOW:
            cause = f"the server says: {error.reason}; it has {free} bytes left"
            raise NoSpaceError(self.where(path), cause) from error

    def _attributes(self, path: str) -> asyncssh.SFTPAttrs | None:
        with self._errors(path):
            try:
                return self._session.ask(self._client.stat(path))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return None

    def _is_taken(self, path: str) -> bool:
        """Tell whether a name is in use, be it by a link that leads nowhere."""
        with self._errors(path):
            try:
                self._session.ask(self._client.lstat(path))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return False
            return True

    def _ask(self, path: str, request: Awaitable[Answer]) -> Answer:
        with self._errors(path):
            return self._session.ask(request)

    def _errors(self, path: str) -> AbstractContextManager[None]:
        return sftp_errors(self.where(path))


def _is_folder(attributes: asyncssh.SFTPAttrs) -> bool:
    return attributes.permissions is not None and S_ISDIR(attributes.permissions)
