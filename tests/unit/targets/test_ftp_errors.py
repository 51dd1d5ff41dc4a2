"""What an error of TLS means before a session is open, and in the middle of it."""

import ftplib
import os
import socket
import ssl
import threading

import pytest

from antavo_export.errors import (
    AccessDeniedError,
    ConnectionLostError,
    ExportError,
    LoginRefusedError,
    NotOfferedError,
    ServerUnavailableError,
)
from antavo_export.targets.ftp_errors import ftp_error, ftp_errors

LAST_WORDS = b"500 OOPS: child died\r\n"  # vsftpd's, which it does not encrypt


def test_a_server_that_dies_with_words_in_clear_text_is_a_lost_connection(
    wires: tuple[socket.socket, socket.socket],
    server_context: ssl.SSLContext,
    client_context: ssl.SSLContext,
) -> None:
    ours, theirs = wires

    def serve_and_die() -> None:
        with server_context.wrap_socket(theirs, server_side=True) as encrypted:
            os.write(encrypted.fileno(), LAST_WORDS)

    server = threading.Thread(target=serve_and_die)
    server.start()
    with client_context.wrap_socket(ours, server_hostname="server.example") as control:
        server.join()
        with pytest.raises(ConnectionLostError), ftp_errors("partner", connected=True):
            control.recv(100)


def test_a_server_that_answers_the_handshake_in_clear_text_offers_no_tls(
    wires: tuple[socket.socket, socket.socket], client_context: ssl.SSLContext
) -> None:
    ours, theirs = wires
    theirs.sendall(LAST_WORDS)

    with pytest.raises(NotOfferedError, match="no common TLS"), ftp_errors("partner"):
        client_context.wrap_socket(ours, server_hostname="server.example")


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ("530 Sorry, the maximum number of clients (1) for this user.", ServerUnavailableError),
        ("530-Sorry\n530 Too many users are logged in.", ServerUnavailableError),
        ("530 Login incorrect.", LoginRefusedError),
        ("530 Too many failed logins.", LoginRefusedError),
        ("550 Too many connections.", AccessDeniedError),
    ],
)
def test_a_login_that_is_refused_to_the_many_is_not_taken_for_a_wrong_password(
    reply: str, error: type[ExportError]
) -> None:
    refused = ftplib.error_perm(reply)  # noqa: S321 - an exception, no connection

    assert type(ftp_error("partner", refused)) is error
