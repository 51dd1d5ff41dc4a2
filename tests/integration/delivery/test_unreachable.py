"""Servers that do not answer, or not now: worth another try."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from antavo_export.errors import ServerUnavailableError
from tests.fixtures.ports import free_port
from tests.fixtures.transfer_servers import changed
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_folder import ServerFolder
from tests.fixtures.transfer_servers_pool import GetServer
from tests.fixtures.transfer_servers_proftpd import proftpd


@pytest.mark.parametrize("section", [{"type": "sftp"}, {"type": "ftp"}, {"type": "ftps"}])
def test_nobody_listening_is_worth_another_try(
    section: dict[str, str], get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(changed(get_server("asyncssh"), section, port=free_port()))

    with pytest.raises(ServerUnavailableError, match="cannot connect"):
        box.deliver(b"x")


@contextmanager
def listener(greeting: bytes | None) -> Iterator[int]:
    """Accept connections; close them after ``greeting``, or keep them silent when it is None."""
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                kept.append(client)
                if greeting is not None:
                    client.sendall(greeting)
                    client.close()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for client in kept:
                client.close()


@pytest.mark.parametrize("section", [{"type": "sftp"}, {"type": "ftp"}, {"type": "ftps"}])
@pytest.mark.parametrize(
    "greeting",
    [None, b"", b"421 Too many connections.\r\n", b"530 Sorry, come back later.\r\n"],
)
def test_a_server_that_is_silent_or_busy_is_worth_another_try(
    section: dict[str, str], greeting: bytes | None, get_server: GetServer, make_box: MakeBox
) -> None:
    with listener(greeting) as port:
        box = make_box(changed(get_server("asyncssh"), section, port=port), conn_timeout=0.5)
        with pytest.raises(ServerUnavailableError):
            box.deliver(b"x")


@pytest.mark.parametrize("limit", ["MaxClients 1", "MaxClientsPerUser 1", "MaxClientsPerHost 1"])
def test_a_server_with_as_many_clients_as_it_takes_is_worth_another_try(
    limit: str, server_folder: ServerFolder, make_box: MakeBox
) -> None:
    with proftpd(server_folder, "ftp", directives=limit) as server:
        box = make_box(server)
        with box.open(), pytest.raises(ServerUnavailableError, match="the maximum number of"):
            box.deliver(b"x")
        box.deliver(b"x")

        assert box.files() == {"report.csv": b"x"}
