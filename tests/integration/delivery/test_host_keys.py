"""Host keys: pinned, known, changed, unknown."""

from pathlib import Path

import pytest

from antavo_export.errors import DeliveryRefusedError, UntrustedServerError
from tests.fixtures.transfer_servers import unpinned
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_folder import ServerFolder, make_key
from tests.fixtures.transfer_servers_pool import GetServer

SFTP = ["openssh", "proftpd-sftp", "asyncssh"]


@pytest.mark.parametrize("server", SFTP)
def test_a_changed_host_key_is_refused_before_the_password_is_sent(
    server: str, get_server: GetServer, make_box: MakeBox, server_folder: ServerFolder
) -> None:
    other = server_folder.path / f"other-{server}"
    make_key(other)
    running = get_server(server)
    before = running.faults.password_tries
    key = " ".join(other.with_suffix(".pub").read_text().split()[:2])
    box = make_box(running, host_key=key)

    with pytest.raises(UntrustedServerError, match="SHA256:") as caught:
        box.deliver(b"x")

    assert running.faults.password_tries == before
    assert server_folder.host_key_text in str(caught.value), "what to pin if it is the right key"


@pytest.mark.parametrize("server", SFTP)
def test_an_unknown_host_key_is_refused(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(unpinned(get_server(server)))

    with pytest.raises(UntrustedServerError, match="pin it"):
        box.deliver(b"x")


@pytest.mark.parametrize("server", SFTP)
def test_an_unknown_host_key_is_accepted_when_the_connection_says_so(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(unpinned(get_server(server), no_host_key_check="true"))
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


@pytest.mark.parametrize("server", SFTP)
def test_a_known_hosts_file_is_as_good_as_a_pinned_key(
    server: str, get_server: GetServer, make_box: MakeBox, server_folder: ServerFolder
) -> None:
    running = get_server(server)
    known = server_folder.path / f"known-{server}"
    known.write_text(f"[127.0.0.1]:{running.connection['port']} {server_folder.host_key_text}\n")
    box = make_box(unpinned(running, known_hosts=str(known)))
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


@pytest.mark.parametrize("known_hosts", [None, ""])
def test_an_empty_extra_does_not_switch_the_check_off(
    known_hosts: str | None, get_server: GetServer, make_box: MakeBox
) -> None:
    running = get_server("asyncssh")
    before = running.faults.password_tries
    box = make_box(unpinned(running, known_hosts=known_hosts))

    with pytest.raises(UntrustedServerError, match="pin it"):
        box.deliver(b"x")
    assert running.faults.password_tries == before


@pytest.mark.parametrize("extra", [{"known_hosts": "None"}, {"no_host_key_check": "true"}])
def test_a_check_that_is_switched_off_is_warned_of(
    extra: dict[str, str],
    get_server: GetServer,
    make_box: MakeBox,
    capfd: pytest.CaptureFixture[str],
) -> None:
    make_box(unpinned(get_server("asyncssh"), **extra)).deliver(b"x")

    assert "anyone can pose as 127.0.0.1" in capfd.readouterr().out


@pytest.mark.parametrize("content", [None, b"\xff", b"@revoked\n"])
def test_a_known_hosts_file_that_cannot_be_read_is_refused_for_good(
    content: bytes | None, get_server: GetServer, make_box: MakeBox, tmp_path: Path
) -> None:
    path = tmp_path / "known_hosts"
    if content is not None:
        path.write_bytes(content)
    box = make_box(unpinned(get_server("asyncssh"), known_hosts=str(path)))

    with pytest.raises(DeliveryRefusedError, match=r"known_hosts .* cannot be read"):
        box.deliver(b"x")
