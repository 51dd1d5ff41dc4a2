"""FTP and FTPS sessions, through the standard library's client."""

import ftplib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from antavo_export.errors import (
    AccessDeniedError,
    ConnectionLostError,
    DeliveryRefusedError,
    NameTakenError,
)
from antavo_export.targets.ftp_errors import BROKEN, ftp_errors
from antavo_export.targets.ftp_listing import moment_of, moments_in
from antavo_export.targets.ftp_transfer import receive, upload
from antavo_export.targets.replacing import replace_in_steps, require

READ_PER_SECOND = 50_000_000  # bytes that even a slow disk gives
SHA256 = re.compile(r"\b[0-9A-Fa-f]{64}\b")


class FtpRemote:
    """The file operations of an FTP session that is connected and logged in.

    The caller opens and closes ``client``. A session that broke stays broken: every further
    operation fails at once instead of waiting for the same dead server again.
    """

    def __init__(self, client: ftplib.FTP, *, server: str, user: str) -> None:
        self.server = server
        self._client = client
        self._user = user
        self._features: str | None = None

    @property
    def identity(self) -> str:
        control = self._client.sock
        if not isinstance(control, ssl.SSLSocket):
            return "NOT ENCRYPTED: everyone on the way can read the password and the file"
        certificate = control.getpeercert() or {}
        subject = ", ".join(str(part[0][1]) for part in certificate.get("subject", ()))
        until = certificate.get("notAfter")
        return f"certificate of {subject}, valid until {until}, {control.version()}"

    def where(self, path: str) -> str:
        return f"{self._user}@{self.server}:{path}"

    def size(self, path: str) -> int | None:
        with self._session(path):
            self._client.voidcmd("TYPE I")  # servers refuse SIZE in text mode (RFC 3659, 4)
            try:
                return self._client.size(path)
            except ftplib.error_perm as error:
                if str(error)[:3] != "550":
                    raise
                return None

    def is_folder(self, path: str) -> bool:
        """Ask by entering the folder and returning, the one way that every server has."""
        if not path:
            return True
        with self._session(path):
            home = self._client.pwd()
            try:
                self._client.cwd(path)
            except ftplib.error_perm:
                return False
            self._client.cwd(home)
            return True

    def make_folder(self, path: str) -> None:
        try:
            with self._session(path):
                self._client.mkd(path)
        except DeliveryRefusedError:
            if not self.is_folder(path):
                raise

    def store(self, path: str, blocks: Iterable[bytes]) -> None:
        with self._session(path):
            self._client.voidcmd("TYPE I")
            upload(self._client, path, blocks)

    def read(self, path: str) -> Iterator[bytes]:
        with self._session(path):
            self._client.voidcmd("TYPE I")
            yield from receive(self._client, f"RETR {path}")

    def sha256(self, path: str) -> str | None:
        """Ask by ``HASH`` (draft-bryan-ftpext-hash) or ``XSHA256``, whichever is offered."""
        features, size = self._offered(), self.size(path) or 0
        with self._session(path), self._patience(size), suppress(ftplib.error_perm):
            if "HASH" in features and "SHA-256" in features:
                self._client.sendcmd("OPTS HASH SHA-256")
                return _digest(self._client.sendcmd(f"HASH {path}"))
            if "XSHA256" in features:
                return _digest(self._client.sendcmd(f"XSHA256 {path}"))
        return None

    def free_bytes(self, folder: str) -> int | None:
        """Return None: FTP servers do not tell."""
        del folder
        return None

    def modified_at(self, path: str) -> float | None:
        with self._session(path):
            return moment_of(self._client, path)

    def modified(self, folder: str, wanted: Callable[[str], bool]) -> dict[str, float]:
        machine_readable = "MLST" in self._offered()
        with self._session(folder):
            return moments_in(self._client, folder, wanted, machine_readable=machine_readable)

    def replace(self, old: str, new: str) -> None:
        """Rename; on a server that refuses an existing ``new`` in steps."""
        self._rename_from(old)
        try:
            self._rename_to(new)
        except AccessDeniedError:
            if self.size(new) is None:
                raise
            replace_in_steps(self, self._rename, old, new)

    def rename(self, old: str, new: str) -> None:
        if self.size(new) is not None or self.is_folder(new):
            raise NameTakenError(self.where(new), "a file or folder with this name exists")
        self._rename(old, new)

    def remove(self, path: str) -> bool:
        try:
            with self._session(path):
                self._client.delete(path)
        except AccessDeniedError:
            if self.size(path) is not None:
                raise
            return False
        return True

    def set_mode(self, path: str, mode: int) -> None:
        with self._session(path):
            self._client.voidcmd(f"SITE CHMOD {mode:03o} {path}")

    def set_owner(self, path: str, user: int, group: int) -> None:
        """Never called: the targets of FTP have no owner, because the protocol has none."""
        raise NotImplementedError

    def _rename(self, old: str, new: str) -> None:
        self._rename_from(old)
        self._rename_to(new)

    def _rename_from(self, old: str) -> None:
        try:
            with self._session(old):
                self._client.sendcmd(f"RNFR {old}")
        except AccessDeniedError:
            require(self, old)
            raise

    def _rename_to(self, new: str) -> None:
        with self._session(new):
            self._client.voidcmd(f"RNTO {new}")

    @contextmanager
    def _patience(self, size: int) -> Iterator[None]:
        """Allow for an answer that takes the server as long as reading ``size`` bytes does."""
        control = self._client.sock
        allowed = control.gettimeout() if control else None
        if control is None or allowed is None:
            yield
            return
        control.settimeout(allowed + size / READ_PER_SECOND)
        try:
            yield
        finally:
            control.settimeout(allowed)

    def _offered(self) -> str:
        if self._features is None:
            with self._session(""):
                try:
                    self._features = self._client.sendcmd("FEAT").upper()
                except ftplib.error_perm:
                    self._features = ""
        return self._features

    @contextmanager
    def _session(self, path: str) -> Iterator[None]:
        where = self.where(path)
        if self._client.sock is None:
            raise ConnectionLostError(where, "the connection is closed")
        with ftp_errors(where, connected=True):
            try:
                yield
            except BROKEN:
                self._client.close()
                raise


def _digest(reply: str) -> str | None:
    found = SHA256.search(reply)
    return found.group().lower() if found else None
