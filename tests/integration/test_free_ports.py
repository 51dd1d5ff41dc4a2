"""Ports for the servers of tests stay theirs."""

import socket
from pathlib import Path

from tests.fixtures.ports import free_port, is_free, ports_for_servers

OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_no_outgoing_connection_is_given_a_port_of_a_server() -> None:
    first, last = map(int, OUTGOING.read_text(encoding="ascii").split())

    assert {free_port() for _ in range(50)}.isdisjoint(range(first, last + 1))


def test_a_port_is_given_once_although_nobody_listens_on_it_yet() -> None:
    ports = [free_port() for _ in range(200)]

    assert len(set(ports)) == 200


def test_a_port_is_free_only_while_nobody_listens_on_it() -> None:
    port = free_port()
    assert port in ports_for_servers()

    assert is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
