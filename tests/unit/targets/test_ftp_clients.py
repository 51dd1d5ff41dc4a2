"""The end of a TLS data connection, with a server that says goodbye and one that does not."""

import socket
import ssl
import threading

import pytest

from antavo_export.targets.ftp_clients import say_goodbye

CONTENT = b"x" * 10_000


@pytest.mark.parametrize("polite", [True, False])
def test_the_server_is_told_that_the_file_is_complete_whatever_it_answers(
    wires: tuple[socket.socket, socket.socket],
    server_context: ssl.SSLContext,
    client_context: ssl.SSLContext,
    *,
    polite: bool,
) -> None:
    """Microsoft's server reads our farewell and never sends its own."""
    received, done = bytearray(), threading.Event()

    def serve() -> None:
        with server_context.wrap_socket(
            wires[1], server_side=True, suppress_ragged_eofs=False
        ) as data:
            while block := data.recv(1 << 16):  # raises when the end is not announced
                received.extend(block)
            if polite:
                data.unwrap().close()
            done.wait()

    server = threading.Thread(target=serve)
    server.start()
    with client_context.wrap_socket(wires[0], server_hostname="server.example") as data:
        data.sendall(CONTENT)
        say_goodbye(data)
    done.set()
    server.join()

    assert bytes(received) == CONTENT


def test_a_plain_connection_needs_no_farewell(wires: tuple[socket.socket, socket.socket]) -> None:
    say_goodbye(wires[0])
    wires[0].sendall(CONTENT)

    assert wires[1].recv(len(CONTENT)) == CONTENT
