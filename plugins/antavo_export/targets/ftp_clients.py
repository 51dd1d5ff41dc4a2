"""FTP clients of the standard library, made to work with what servers say and speak today."""

import ftplib
import io
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

CODE = re.compile(r"\d{3}[ -]")
PARTING = 2.0  # seconds to wait for the server's TLS farewell; curl waits as long


class FtpClient(ftplib.FTP):
    """FTP with replies that are fit to be shown, whatever the server writes into them."""

    _replies: TextIO | None = None
    _secret = ""

    @property
    def file(self) -> TextIO | None:
        """What the server replies; a greeting in another encoding is no reason to fail."""
        return self._replies

    @file.setter
    def file(self, replies: TextIO | None) -> None:
        if isinstance(replies, io.TextIOWrapper):
            replies.reconfigure(errors="replace")
        self._replies = replies

    @contextmanager
    def blanking(self, secret: str) -> Iterator[None]:
        """Leave ``secret`` out of replies: some servers repeat a command that they refuse."""
        self._secret = secret
        try:
            yield
        finally:
            self._secret = ""

    def getline(self) -> str:
        """Return one line of a reply; the code at its begin is never taken for a secret."""
        line = super().getline()
        code = CODE.match(line)
        start = code.end() if code else 0
        return line[:start] + line[start:].replace(self._secret, "***") if self._secret else line


class ExplicitFtps(FtpClient, ftplib.FTP_TLS):
    """FTP over TLS on the ordinary port; the data connections resume the control session.

    vsftpd and ProFTPD refuse a data connection that does not: resuming proves that it belongs to
    the same client. ftplib does not (https://github.com/python/cpython/issues/63699).
    """

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        connection, size = super(ftplib.FTP_TLS, self).ntransfercmd(cmd, rest)
        try:
            return self._encrypted(connection), size
        except BaseException:
            connection.close()
            raise

    def _encrypted(self, connection: socket.socket) -> ssl.SSLSocket:
        control = self.sock
        session = control.session if isinstance(control, ssl.SSLSocket) else None
        return self.context.wrap_socket(connection, server_hostname=self.host, session=session)


class ImplicitFtps(ExplicitFtps):
    """FTP over TLS from the first byte on, by custom on port 990."""

    _socket: socket.socket | None = None

    @property
    def sock(self) -> socket.socket | None:
        """The control connection; what ftplib assigns here is encrypted at once."""
        return self._socket

    @sock.setter
    def sock(self, connection: socket.socket | None) -> None:
        if connection is not None and not isinstance(connection, ssl.SSLSocket):
            connection = self.context.wrap_socket(connection, server_hostname=self.host)
        self._socket = connection


def say_goodbye(data: socket.socket) -> None:
    """End a data connection in order, without waiting for ever for the other side.

    Our TLS farewell proves to the server that the file is not cut off. Microsoft's server never
    sends its own (https://github.com/python/cpython/issues/103443); the reply on the control
    connection and the verification decide whether the file arrived.
    """
    if isinstance(data, ssl.SSLSocket):
        data.settimeout(PARTING)
        try:
            data.unwrap()
        except OSError:
            return
