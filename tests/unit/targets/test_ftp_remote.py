"""How long an FTP server may take for what it is asked."""

import ftplib
import socket
import threading
import time

from antavo_export.targets.ftp_remote import READ_PER_SECOND, FtpRemote

SHA256 = "ab" * 32
SILENCE = 0.5  # seconds
ANSWERS = {
    "FEAT": "211-Features\r\n XSHA256\r\n211 End",
    "TYPE": "200 Binary",
    "SIZE": f"213 {READ_PER_SECOND * 10}",
    "XSHA256": f"250 {SHA256}",
}


def test_a_server_may_take_its_time_to_hash_a_large_file_and_for_nothing_else(
    wires: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = wires
    ours.settimeout(SILENCE)
    client = ftplib.FTP()  # noqa: S321 - its server is below
    client.sock, client.file = ours, ours.makefile("r", encoding="utf-8")

    def serve() -> None:
        for command in theirs.makefile("r", encoding="utf-8", newline="\r\n"):
            word = command.split()[0]
            if word == "XSHA256":
                time.sleep(3 * SILENCE)
            theirs.sendall(f"{ANSWERS[word]}\r\n".encode())

    server = threading.Thread(target=serve, daemon=True)
    server.start()

    assert FtpRemote(client, server="s", user="u").sha256("/large.csv") == SHA256
    assert ours.gettimeout() == SILENCE
