"""Fixtures of the delivery tests: Airflow connections, real servers, folders on them."""

import pytest

from tests.fixtures.transfer_servers_box import Box, MakeBox, make_box
from tests.fixtures.transfer_servers_folder import server_folder
from tests.fixtures.transfer_servers_pool import GetServer, get_server
from tests.fixtures.transfer_servers_task import receipt

__all__ = ["box", "get_server", "make_box", "receipt", "server_folder"]


@pytest.fixture
def box(request: pytest.FixtureRequest, get_server: GetServer, make_box: MakeBox) -> Box:
    """Return a folder on the server that the test names by ``indirect`` parametrization."""
    return make_box(get_server(request.param))
