"""Data connections of FTP over a slow line."""

import ftplib
import socket
import threading
import time

import pytest

from antavo_export.targets.ftp_transfer import upload

TIMEOUT = 0.5  # seconds of silence
BLOCK = bytes(1 << 20)


class OneTransfer(ftplib.FTP):
    """A client whose control connection agrees to everything."""

    def __init__(self, data: socket.socket) -> None:
        super().__init__()
        self._data = data

    def transfercmd(self, cmd: str, rest: int | str | None = None) -> socket.socket:
        assert (cmd, rest) == ("STOR report.csv", None)
        return self._data

    def voidresp(self) -> str:
        return "226 complete"


def test_a_line_that_needs_longer_for_a_block_than_the_silence_allowed_is_not_a_dead_one(
    wires: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = wires
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 16)
    ours.settimeout(TIMEOUT)
    received = bytearray()

    def receive_slowly() -> None:
        while piece := theirs.recv(1 << 16):
            received.extend(piece)
            time.sleep(TIMEOUT / 8)

    server = threading.Thread(target=receive_slowly)
    server.start()
    upload(OneTransfer(ours), "report.csv", [BLOCK])
    server.join()

    assert bytes(received) == BLOCK


def test_a_line_on_which_nothing_moves_is_dead(
    wires: tuple[socket.socket, socket.socket],
) -> None:
    wires[0].settimeout(TIMEOUT)

    with pytest.raises(TimeoutError):
        upload(OneTransfer(wires[0]), "report.csv", [BLOCK])
