"""Who is let in, and whom we trust: credentials, certificates, encryption."""

import pytest

from antavo_export.errors import (
    DeliveryRefusedError,
    LoginRefusedError,
    NotOfferedError,
    UntrustedServerError,
)
from antavo_export.orchestration.hooks import open_remote
from tests.fixtures.transfer_servers import changed
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_folder import PASSWORD, ServerFolder, make_key
from tests.fixtures.transfer_servers_openssh import openssh
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer
from tests.fixtures.transfer_servers_pyftpdlib import pyftpdlib_server

WRONG = "incorrect horse"
FTPS = ["proftpd-ftps", "pyftpdlib-ftps", "pyftpdlib-implicit", "proftpd-implicit"]


@pytest.mark.parametrize("server", FAULTY)
def test_a_wrong_password_is_tried_once_and_never_shown(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    running = get_server(server)
    before = running.faults.password_tries
    box = make_box(changed(running, password=WRONG))

    with pytest.raises(LoginRefusedError, match=r"refuse|530") as caught:
        box.deliver(b"x")

    assert running.faults.password_tries == before + 1
    assert WRONG not in str(caught.value)
    assert "partner@127.0.0.1" in str(caught.value)


@pytest.mark.parametrize("method", ["key", "password"])
def test_a_server_that_hangs_up_on_a_wrong_login_is_not_tried_again(
    method: str, server_folder: ServerFolder, make_box: MakeBox
) -> None:
    wrong = server_folder.path / f"wrong-{method}"
    make_key(wrong)
    directives = "MaxAuthTries 1\nPasswordAuthentication yes"
    with openssh(server_folder, directives=directives) as running:
        extra = {"host_key": server_folder.host_key_text}
        login = {"key": {"extra": extra | {"key_file": str(wrong)}}, "password": {"extra": extra}}
        box = make_box(changed(running, password=WRONG, **login[method]))
        with pytest.raises(LoginRefusedError, match="Too many authentication failures") as caught:
            box.deliver(b"x")

    assert WRONG not in str(caught.value)


@pytest.mark.parametrize("problem", ["expired", "foreign", "misnamed"])
@pytest.mark.parametrize("protocol", ["ftps", "implicit"])
def test_a_certificate_that_proves_nothing_is_refused_before_the_password_is_sent(
    protocol: str, problem: str, make_box: MakeBox, server_folder: ServerFolder
) -> None:
    with pyftpdlib_server(server_folder, protocol, f"{problem}.pem") as running:
        box = make_box(running)
        with pytest.raises(UntrustedServerError, match="certificate"):
            box.deliver(b"x")

        assert running.faults.password_tries == 0


@pytest.mark.parametrize("server", FTPS)
def test_a_certificate_of_an_unknown_authority_is_refused(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(changed(get_server(server), extra={}))

    with pytest.raises(UntrustedServerError, match="certificate"):
        box.deliver(b"x")


def test_the_authority_may_stand_in_the_connection_itself(
    get_server: GetServer, make_box: MakeBox, server_folder: ServerFolder
) -> None:
    extra = {"ca_certificate": server_folder.authority.read_text()}
    box = make_box(changed(get_server("pyftpdlib-ftps"), extra=extra))
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


@pytest.mark.parametrize("server", ["pyftpdlib-ftp", "proftpd-ftp"])
def test_a_server_without_tls_never_sees_the_password_of_an_ftps_target(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    running = get_server(server)
    before = running.faults.password_tries
    box = make_box(changed(running, {"type": "ftps"}))

    with pytest.raises(DeliveryRefusedError):
        box.deliver(b"x")

    assert running.faults.password_tries == before


def test_implicit_tls_to_a_plain_server_fails_at_once(
    get_server: GetServer, make_box: MakeBox
) -> None:
    section = {"type": "ftps", "encryption": "implicit"}
    box = make_box(changed(get_server("pyftpdlib-ftp"), section))

    with pytest.raises(NotOfferedError, match="TLS"):
        box.deliver(b"x")


@pytest.mark.parametrize("server", ["pyftpdlib-ftps", "proftpd-ftps"])
def test_a_server_that_demands_tls_refuses_plain_ftp_for_good(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(changed(get_server(server), {"type": "ftp"}))

    with pytest.raises(DeliveryRefusedError, match="SSL/TLS"):
        box.deliver(b"x")


def test_an_unknown_connection_is_refused_by_its_name(
    get_server: GetServer, make_box: MakeBox
) -> None:
    target = make_box(get_server("asyncssh")).target(connection="nowhere_to_be_found")

    with pytest.raises(DeliveryRefusedError, match="nowhere_to_be_found"), open_remote(target):
        pass


@pytest.mark.parametrize("server", ["openssh"])
def test_a_private_key_may_stand_in_the_connection_itself(
    server: str, get_server: GetServer, make_box: MakeBox, server_folder: ServerFolder
) -> None:
    running = get_server(server)
    extra = {
        "private_key": server_folder.user_key.read_text(),
        "host_key": server_folder.host_key_text,
    }
    box = make_box(changed(running, extra=extra))
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


def test_a_key_that_cannot_be_read_is_refused_without_a_try(
    get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(get_server("asyncssh"), key_file="/nonexistent/key")

    with pytest.raises(LoginRefusedError, match="cannot be read") as caught:
        box.deliver(b"x")
    assert PASSWORD not in str(caught.value)
