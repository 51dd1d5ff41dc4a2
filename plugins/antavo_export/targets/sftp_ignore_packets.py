"""Sending without the empty packets that only CBC ciphers need."""

from typing import Any, Final

import asyncssh

IGNORE: Final = 2  # SSH_MSG_IGNORE (RFC 4253, 11.2)


def send_no_ignore_packets(connection: asyncssh.SSHClientConnection) -> None:
    """Have ``connection`` send its packets alone, unless its cipher is a CBC one.

    asyncssh sends an empty packet before every other one, which protects ciphers whose next
    initialization vector can be foreseen (RFC 4251, 9.3.1): those in CBC mode. To every other
    cipher it adds nothing but the work of a second packet, a quarter of that of an upload.
    Should asyncssh come to send them in another way, this has no effect.
    """
    if "cbc" in connection.get_extra_info("send_cipher"):
        return
    send = connection.send_packet

    def send_unless_ignored(pkttype: int, *args: bytes, **options: Any) -> None:
        if pkttype != IGNORE:
            send(pkttype, *args, **options)

    connection.send_packet = send_unless_ignored  # type: ignore[method-assign]
