"""Files over a data connection of FTP, the control connection left ready for the next command."""

import ftplib
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress

from antavo_export.targets.ftp_clients import say_goodbye

READ_BLOCK = 1 << 18  # bytes


def upload(client: ftplib.FTP, path: str, blocks: Iterable[bytes]) -> None:
    """Store ``blocks`` under ``path``; returns when the server has confirmed the whole."""
    with client.transfercmd(f"STOR {path}") as data:
        _send(client, data, blocks)
    client.voidresp()


def receive(client: ftplib.FTP, command: str) -> Iterator[bytes]:
    """Yield what the server sends in answer to ``command``: a file's content or a listing."""
    with client.transfercmd(command) as data:
        while block := data.recv(READ_BLOCK):
            yield block
        say_goodbye(data)
    client.voidresp()


def _send(client: ftplib.FTP, data: socket.socket, blocks: Iterable[bytes]) -> None:
    """Send ``blocks``; when that fails, read the reply that is still to come.

    A server that cannot write closes the data connection, and says why on the other one: that
    reason is raised rather than the broken pipe.
    """
    try:
        for block in blocks:
            _send_all(data, block)
        say_goodbye(data)
    except TimeoutError:
        raise
    except OSError:
        data.close()
        client.voidresp()
        raise
    except BaseException:
        data.close()
        with suppress(*ftplib.all_errors):
            client.voidresp()
        raise


def _send_all(data: socket.socket, block: bytes) -> None:
    """Send ``block`` piece by piece, so that the timeout is about silence, not about speed.

    ``sendall`` of a plain socket wants the whole sent within one timeout.
    """
    left = memoryview(block)
    while left:
        left = left[data.send(left) :]
