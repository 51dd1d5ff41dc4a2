"""Finding out before anything starts that a port is taken, and saying how to take another."""

import socket
from collections.abc import Iterable, Mapping

from demo.settings import port_variable


class PortsInUseError(Exception):
    """Other programs listen where the demo wants to."""

    def __init__(self, ports: Mapping[str, int]) -> None:
        lines = [
            f"Port {port} is in use by another program; to take another: "
            f"make demo {port_variable(name)}={port + 1000}"
            for name, port in ports.items()
        ]
        super().__init__("\n".join(lines))


def check_ports(ports: Mapping[str, int], needed: Iterable[str]) -> None:
    """Make sure that nobody listens on the needed ones of the ports.

    Raises:
        PortsInUseError: somebody does; names all of them and what to do.
    """
    taken = {name: ports[name] for name in needed if not _is_free(ports[name])}
    if taken:
        raise PortsInUseError(taken)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # Without it a port would count as taken for a minute after a server on it has ended.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
