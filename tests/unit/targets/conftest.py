"""Both ends of a connection on this machine, and the TLS that they speak."""

import socket
import ssl
from collections.abc import Iterator

import pytest
import trustme


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Return an authority of this module's own."""
    return trustme.CA()


@pytest.fixture
def server_context(authority: trustme.CA) -> ssl.SSLContext:
    """Return the server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("server.example").configure_cert(context)
    return context


@pytest.fixture
def client_context(authority: trustme.CA) -> ssl.SSLContext:
    """Return the client's side of TLS."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def wires() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Return the two ends of a connection."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs
