"""FTP and FTPS through an Airflow connection."""

import ftplib
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
from antavo_export.orchestration.hooks.ftp_extras import encoding, require_sendable, tls
from antavo_export.targets import Encryption
from antavo_export.targets.ftp_clients import ExplicitFtps, FtpClient, ImplicitFtps
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

    def get_conn(self) -> FtpClient:
        """Return the client, connected and logged in at the first call."""
        if isinstance(self.conn, FtpClient):
            return self.conn
        connection = find_connection(self.ftp_conn_id)
        self.conn = client = self._client(connection.extra_dejson)
        where = f"{connection.login or 'anonymous'}@{connection.host}"
        with _opening(where):
            self._connect(client, connection, where)
        return client

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

    def _connect(self, client: FtpClient, connection: Connection, where: str) -> None:
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

    def _login(self, client: FtpClient, connection: Connection) -> None:
        self.log.warning("FTP to %s: password and file travel in clear text", connection.host)
        self._authenticate(client, connection)

    def _authenticate(self, client: FtpClient, connection: Connection) -> None:
        where = f"connection {self.ftp_conn_id}"
        login, password = connection.login or "", connection.password or ""
        require_sendable(where, "login", login, client.encoding)
        require_sendable(where, "password", password, client.encoding)
        with client.blanking(password):
            client.login(login, password)

    def _client(self, extras: Extras) -> FtpClient:
        return FtpClient(encoding=encoding(extras))

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

    def _client(self, extras: Extras) -> FtpClient:
        kind = ImplicitFtps if self._encryption is Encryption.IMPLICIT else ExplicitFtps
        return kind(context=tls(self.ftp_conn_id, extras), encoding=encoding(extras))

    def _login(self, client: FtpClient, connection: Connection) -> None:
        if not isinstance(client, ExplicitFtps):
            raise TypeError
        if self._encryption is Encryption.EXPLICIT:
            client.auth()  # before the password: a server without TLS never gets to see it
        self._authenticate(client, connection)  # encrypted by now, in either way
        client.prot_p()

    def _port(self) -> int:
        return IMPLICIT_PORT if self._encryption is Encryption.IMPLICIT else ftplib.FTP_PORT


@contextmanager
def _opening(where: str) -> Iterator[None]:
    try:
        with ftp_errors(where):
            yield
    except (UnicodeError, OverflowError) as error:
        raise DeliveryRefusedError(where, f"there can be no such host or port ({error})") from error
    except ConnectionLostError as error:
        raise ServerUnavailableError(where, f"cannot connect ({error.__cause__})") from error
