"""The partner's SFTP server lets its one account into its one folder, and nobody else."""

import asyncio
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from demo.sftp import host_key
from tests.fixtures.sftp import SftpServer


def login(server: SftpServer, **credentials: Any) -> dict[str, Any]:
    known_hosts = f"[{server.host}]:{server.port} {server.host_key}".encode()
    return {
        "host": server.host,
        "port": server.port,
        "known_hosts": known_hosts,
        "username": server.username,
        "agent_path": None,
        "client_keys": [],
        **credentials,
    }


def upload(options: dict[str, Any], path: str, content: bytes) -> None:
    async def work() -> None:
        async with (
            asyncssh.connect(**options) as connection,
            connection.start_sftp_client() as client,
            client.open(path, "wb") as file,
        ):
            await file.write(content)

    asyncio.run(work())


def test_the_password_lets_the_partner_in(sftp_server: SftpServer) -> None:
    upload(login(sftp_server, password=sftp_server.password), "/inbox.csv", b"a;b")
    assert (sftp_server.root / "inbox.csv").read_bytes() == b"a;b"


def test_the_key_lets_the_partner_in(sftp_server: SftpServer) -> None:
    options = login(sftp_server, client_keys=[str(sftp_server.client_key)])
    upload(options, "/inbox.csv", b"a;b")
    assert (sftp_server.root / "inbox.csv").read_bytes() == b"a;b"


@pytest.mark.parametrize("username", ["partner", "someone"])
def test_a_wrong_password_is_refused(sftp_server: SftpServer, username: str) -> None:
    options = login(sftp_server, username=username, password=sftp_server.password.upper())
    with pytest.raises(asyncssh.PermissionDenied):
        upload(options, "/inbox.csv", b"")


def test_a_stranger_with_the_right_password_is_refused(sftp_server: SftpServer) -> None:
    options = login(sftp_server, username="someone", password=sftp_server.password)
    with pytest.raises(asyncssh.PermissionDenied):
        upload(options, "/inbox.csv", b"")


def test_files_outside_the_folder_are_out_of_reach(sftp_server: SftpServer) -> None:
    outside = sftp_server.root.parent / "outside.csv"
    upload(login(sftp_server, password=sftp_server.password), "/../outside.csv", b"")
    assert not outside.exists()
    assert (sftp_server.root / "outside.csv").exists()


def test_another_server_at_the_same_place_is_noticed(
    sftp_server: SftpServer, tmp_path: Path
) -> None:
    other_key = host_key(tmp_path / "other_key")
    options = login(sftp_server, password=sftp_server.password)
    options["known_hosts"] = f"[{sftp_server.host}]:{sftp_server.port} {other_key}".encode()
    with pytest.raises(asyncssh.HostKeyNotVerifiable):
        upload(options, "/inbox.csv", b"")


def test_the_host_key_stays_the_same_and_private(tmp_path: Path) -> None:
    file = tmp_path / "host_key"
    assert host_key(file) == host_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
