"""A port in use is told before anything starts."""

import socket
from collections.abc import Iterator

import pytest

from demo.ports import PortsInUseError, check_ports


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port that a server listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_message_names_the_port_and_how_to_take_another(taken: int) -> None:
    with pytest.raises(PortsInUseError, match=rf"Port {taken} .* make demo DEMO_PORT_UI=\d+"):
        check_ports({"ui": taken}, ["ui"])


def test_all_ports_in_use_are_told_at_once(taken: int) -> None:
    with pytest.raises(PortsInUseError) as caught:
        check_ports({"ui": taken, "sftp": taken}, ["ui", "sftp"])
    assert "DEMO_PORT_UI" in str(caught.value)
    assert "DEMO_PORT_SFTP" in str(caught.value)


def test_a_port_of_a_part_that_runs_already_is_not_looked_at(taken: int) -> None:
    check_ports({"ui": taken}, [])


def test_the_port_of_a_server_that_has_just_ended_is_free(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        client = socket.create_connection(server.getsockname())
        server.accept()[0].close()  # the side that closes first keeps the port in TIME_WAIT
        client.recv(1)
        client.close()
    check_ports({"ui": port, "sftp": taken}, ["ui"])
