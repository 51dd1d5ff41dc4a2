"""The empty packets of SSH: sent where a cipher needs them, nowhere else."""

import logging
from collections.abc import Iterator

import asyncssh
import pytest

from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_pool import GetServer


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Have asyncssh tell each packet of our side; the server is none of its own."""
    caplog.set_level(logging.DEBUG, "asyncssh")
    asyncssh.set_debug_level(3)
    yield caplog
    asyncssh.set_debug_level(1)


@pytest.mark.parametrize(
    ("cipher", "needed"),
    [
        ("aes128-gcm@openssh.com", False),
        ("chacha20-poly1305@openssh.com", False),
        ("aes256-ctr", False),
        ("aes256-cbc", True),
    ],
)
def test_empty_packets_are_sent_only_with_a_cipher_that_needs_them(
    cipher: str,
    *,
    needed: bool,
    get_server: GetServer,
    make_box: MakeBox,
    log: pytest.LogCaptureFixture,
) -> None:
    server = get_server("proftpd-sftp" if needed else "openssh")
    box = make_box(server, ciphers=[cipher])
    with box.open() as remote:
        log.clear()  # logging in is over
        remote.store(f"{box.path}/report.csv", [b"x"])

    assert box.files() == {"report.csv": b"x"}
    assert "Sent MSG_CHANNEL_DATA" in log.text
    assert ("Sent MSG_IGNORE" in log.text) is needed
