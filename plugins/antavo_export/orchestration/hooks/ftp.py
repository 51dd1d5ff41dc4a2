"""FTP and FTPS through an Airflow connection."""

import ftplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from airflow.providers.ftp.hooks.ftp import FTPHook
from airflow.sdk import Connection

from antavo_export.errors import (
    ConnectionLostError,
    DeliveryRefusedError,
    ServerUnavailableError,
)
from antavo_export.orchestration.hooks.extras import (
    CONNECT_TIMEOUT,
    SILENCE_TIMEOUT,
    Extras,
    find_connection,
    seconds,
    truth,
)
from antavo_export.targets import Encryption
from antavo_export.targets.ftp_clients import ExplicitFtps, ImplicitFtps
from antavo_export.targets.ftp_errors import ftp_errors, greeting_errors
from antavo_export.targets.ftp_remote import FtpRemote

GOODBYE = 2.0  # seconds to wait for the answer to QUIT
IMPLICIT_PORT = 990  # registered as ftps


class FtpHook(FTPHook):
    """The provider's hook with timeouts and an orderly end; the password travels in clear text.

    Takes the provider's connections and extras (``passive``, ``encoding``). In addition
    ``conn_timeout`` bounds connecting and ``cmd_timeout`` every wait for the server, in seconds.
    ``passive`` given here wins over the connection's.
    """

    def __init__(self, ftp_conn_id: str, *, passive: bool | None = None) -> None:
        super().__init__(ftp_conn_id)
        self._passive = passive

    @contextmanager
    def open(self) -> Iterator[FtpRemote]:
        """Connect, log in and yield the session; close it afterwards.

        Raises:
            DeliveryRefusedError: wrong credentials, untrusted certificate, bad extras.
            DeliveryInterruptedError: the server cannot be reached in time.
        """
        try:
            client = self.get_conn()
            connection = find_connection(self.ftp_conn_id)
            server = f"{connection.host}:{client.port}"
            yield FtpRemote(client, server=server, user=connection.login or "anonymous")
        finally:
            self.close_conn()

    def get_conn(self) -> ftplib.FTP:
        """Return the client, connected and logged in at the first call."""
        if self.conn is None:
            connection = find_connection(self.ftp_conn_id)
            self.conn = self._client(connection.extra_dejson)
            where = f"{connection.login or 'anonymous'}@{connection.host}"
            with _opening(where):
                self._connect(self.conn, connection, where)
        return self.conn

    def close_conn(self) -> None:
        """End the session if there is one; a server that does not answer is not waited for."""
        client, self.conn = self.conn, None
        if client is None:
            return
        with suppress(*ftplib.all_errors):
            if client.sock is not None:
                client.sock.settimeout(GOODBYE)
                client.quit()
        client.close()

    def _connect(self, client: ftplib.FTP, connection: Connection, where: str) -> None:
        extras = connection.extra_dejson
        timeout = seconds(extras, "conn_timeout", CONNECT_TIMEOUT)
        with greeting_errors(where):
            client.connect(connection.host or "", connection.port or self._port(), timeout)
        self._login(client, connection)
        silence = seconds(extras, "cmd_timeout", SILENCE_TIMEOUT)
        client.timeout = silence
        if client.sock is not None:
            client.sock.settimeout(silence)
        passive = truth(extras, "passive", default=True)
        client.set_pasv(passive if self._passive is None else self._passive)

    def _login(self, client: ftplib.FTP, connection: Connection) -> None:
        self.log.warning("FTP to %s: password and file travel in clear text", connection.host)
        client.login(connection.login or "", connection.password or "")

    def _client(self, extras: Extras) -> ftplib.FTP:
        return ftplib.FTP(encoding=_encoding(extras))  # noqa: S321 - asked for by `type: ftp`

    def _port(self) -> int:
        return ftplib.FTP_PORT


class FtpsHook(FtpHook):
    """The hook for FTP over TLS: 1.2 or newer, certificate and host name checked, data encrypted.

    Extras in addition to those of FTP: ``ca_file``, the path of a PEM file, or ``ca_certificate``,
    its text, name the authority that signed the server's certificate; without them the system's
    authorities count.
    """

    def __init__(
        self,
        ftp_conn_id: str,
        *,
        passive: bool | None = None,
        encryption: Encryption = Encryption.EXPLICIT,
    ) -> None:
        super().__init__(ftp_conn_id, passive=passive)
        self._encryption = encryption

    def _client(self, extras: Extras) -> ftplib.FTP:
        kind = ImplicitFtps if self._encryption is Encryption.IMPLICIT else ExplicitFtps
        return kind(context=_tls(self.ftp_conn_id, extras), encoding=_encoding(extras))

    def _login(self, client: ftplib.FTP, connection: Connection) -> None:
        if not isinstance(client, ftplib.FTP_TLS):
            raise TypeError
        if self._encryption is Encryption.EXPLICIT:
            client.auth()  # before the password: a server without TLS never gets to see it
        client.login(connection.login or "", connection.password or "", secure=False)
        client.prot_p()

    def _port(self) -> int:
        return IMPLICIT_PORT if self._encryption is Encryption.IMPLICIT else ftplib.FTP_PORT


def _encoding(extras: Extras) -> str:
    return str(extras.get("encoding") or "utf-8")


def _tls(conn_id: str, extras: Extras) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(
            cafile=extras.get("ca_file"), cadata=extras.get("ca_certificate")
        )
    except (OSError, ssl.SSLError) as error:
        raise DeliveryRefusedError(
            f"connection {conn_id}", f"its certificate authority cannot be read ({error})"
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextmanager
def _opening(where: str) -> Iterator[None]:
    try:
        with ftp_errors(where):
            yield
    except ConnectionLostError as error:
        raise ServerUnavailableError(where, f"cannot connect ({error.__cause__})") from error
