"""One Airflow connection, unchanged, for the providers' operators and for a delivery."""

import ftplib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from airflow.providers.ftp.operators.ftp import FTPFileTransmitOperator, FTPSFileTransmitOperator
from airflow.providers.sftp.operators.sftp import SFTPOperator
from airflow.sdk import BaseOperator

from tests.fixtures.transfer_servers import changed
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_folder import ServerFolder
from tests.fixtures.transfer_servers_pool import GetServer

OPERATORS: dict[str, Callable[..., BaseOperator]] = {
    "sftp": SFTPOperator,
    "ftp": FTPFileTransmitOperator,
    "ftps": FTPSFileTransmitOperator,
}
EXTRAS: list[tuple[str, dict[str, Any]]] = [
    ("openssh", {"conn_timeout": 10, "compress": "false"}),
    ("openssh", {"no_host_key_check": "true", "look_for_keys": "false"}),
    ("proftpd-sftp", {"ciphers": ["aes256-ctr"], "disabled_algorithms": {"pubkeys": ["ssh-rsa"]}}),
    ("proftpd-sftp", {"allow_host_key_change": "false", "cmd_timeout": 10}),
    ("proftpd-ftp", {}),
    ("proftpd-ftp", {"passive": False}),
    ("proftpd-ftp", {"passive": "false", "encoding": "utf-8"}),
    ("pureftpd-ftps", {"passive": True}),
]


@pytest.fixture
def trusting(server_folder: ServerFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the authority of the tests among the system's, as the provider's hook knows no other."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server_folder.authority))
    monkeypatch.setattr(ftplib.FTP_TLS, "port", 21)  # the provider's hook changes it for everybody


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # theirs stay open
@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(("server", "extra"), EXTRAS)
def test_a_connection_of_the_providers_operators_works_as_it_is(
    server: str, extra: dict[str, Any], get_server: GetServer, make_box: MakeBox, tmp_path: Path
) -> None:
    running = get_server(server)
    left_out = {"ca_file", "host_key"} if "no_host_key_check" in extra else {"ca_file"}
    usual = {name: it for name, it in running.connection["extra"].items() if name not in left_out}
    box = make_box(changed(running, extra=usual | extra))
    (tmp_path / "theirs.csv").write_bytes(b"x")
    protocol = running.section["type"]
    OPERATORS[protocol](
        task_id="theirs",
        local_filepath=str(tmp_path / "theirs.csv"),
        remote_filepath=f"{box.path}/theirs.csv",
        operation="put",
        **{"ssh_conn_id" if protocol == "sftp" else "ftp_conn_id": box.connection},
    ).execute({})
    box.deliver(b"x", "ours.csv")

    assert box.files() == {"theirs.csv": b"x", "ours.csv": b"x"}
