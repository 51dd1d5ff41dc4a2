"""What a connection says and no server can do: told at once, by its field, never its secret."""

from typing import Any

import pytest

from antavo_export.errors import DeliveryRefusedError, ExportError
from tests.fixtures.transfer_servers import changed
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_pool import GetServer

BAD = [
    ("asyncssh", {"ciphers": "aes256-foo"}, "extra ciphers: 'aes256-foo' is no cipher"),
    ("asyncssh", {"ciphers": ["aes128-ctr", "x"]}, "extra ciphers: 'x' is no cipher"),
    ("asyncssh", {"cmd_timeout": "nan"}, "extra cmd_timeout: 'nan' is not a number"),
    ("asyncssh", {"cmd_timeout": "inf"}, "extra cmd_timeout: 'inf' is not a number"),
    ("pyftpdlib-ftp", {"cmd_timeout": "1e12"}, "extra cmd_timeout: '1e12' is not a number"),
    ("pyftpdlib-ftp", {"conn_timeout": -1}, "extra conn_timeout: -1 is not a number"),
    ("pyftpdlib-ftp", {"encoding": "latin1x"}, "extra encoding: 'latin1x' is not an encoding"),
    ("pyftpdlib-ftp", {"encoding": "base64"}, "extra encoding: 'base64' is not an encoding"),
    ("pyftpdlib-ftp", {"encoding": "utf-16"}, "extra encoding: 'utf-16' is not an encoding"),
    ("pyftpdlib-ftps", {"ca_file": "/nowhere"}, "ca_file or ca_certificate cannot be read"),
    ("pyftpdlib-ftps", {"ca_certificate": "ü"}, "ca_file or ca_certificate cannot be read"),
]


@pytest.mark.parametrize(("server", "extra", "told"), BAD)
def test_an_extra_that_means_nothing_is_refused_by_its_name(
    server: str, extra: dict[str, Any], told: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(get_server(server), **extra)

    with pytest.raises(DeliveryRefusedError, match=told):
        box.deliver(b"x")


@pytest.mark.parametrize("server", ["pyftpdlib-ftp", "pyftpdlib-ftps"])
@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("hush 7&%\n", "its password holds a line break"),
        ("hush \N{EURO SIGN}", "its password cannot be written in latin-1"),
    ],
)
def test_a_password_that_cannot_be_sent_is_not_sent_and_not_shown(
    server: str, password: str, told: str, get_server: GetServer, make_box: MakeBox
) -> None:
    running = get_server(server)
    before = running.faults.password_tries
    box = make_box(changed(running, password=password), encoding="latin-1")

    with pytest.raises(DeliveryRefusedError, match=told) as caught:
        box.deliver(b"x")
    assert running.faults.password_tries == before
    assert not {"hush", "\N{EURO SIGN}"} & set(shown(caught.value).split())


def shown(error: BaseException | None) -> str:
    """Return the messages of ``error`` and of what a traceback shows below it."""
    if error is None:
        return ""
    below = error.__cause__ if error.__suppress_context__ else error.__context__
    return f"{error} {shown(below)}"


def test_a_name_outside_of_the_connections_encoding_is_refused_for_good(
    get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(get_server("proftpd-ftp"), encoding="latin-1")

    with pytest.raises(DeliveryRefusedError, match="in the connection's encoding"):
        box.deliver(b"x", name="jelentés_ő.csv")


@pytest.mark.parametrize("host", ["x" * 70, "a..b"])
@pytest.mark.parametrize("protocol", ["sftp", "ftp", "ftps"])
def test_a_host_that_cannot_be_one_fails_in_our_words(
    protocol: str, host: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(changed(get_server("asyncssh"), {"type": protocol}, host=host))

    with pytest.raises(ExportError, match=r"there can be no such host"):
        box.deliver(b"x")
