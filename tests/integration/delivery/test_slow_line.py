"""A line on which a large answer takes longer than a server may be silent."""

import os

import pytest

from tests.fixtures.transfer_servers import changed
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_pool import GetServer
from tests.fixtures.transfer_servers_slow_line import slow_line

SPEED = 2_000_000  # bytes per second
CONTENT = os.urandom(2 * SPEED)


@pytest.mark.parametrize("server", ["openssh"])
def test_a_slow_line_is_not_a_dead_server(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    running = get_server(server)
    with slow_line(running.connection["port"], SPEED) as port:
        box = make_box(changed(running, port=port))
        box.deliver(CONTENT, hasty=True)

    assert box.files() == {"report.csv": CONTENT}
