"""``antavo-export target test`` against real servers: what it prints and what it leaves behind."""

from argparse import ArgumentParser

import pytest

from antavo_export.cli import target
from antavo_export.cli.errors import UsageError
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_pool import SERVERS, GetServer


def run(*words: str) -> int:
    """Run the command as the command line would."""
    parser = ArgumentParser()
    target.add_arguments(parser)
    return target.run(parser.parse_args(["test", *words]))


def protocol(box: Box) -> list[str]:
    """Return the options that choose the protocol of the box's server."""
    implicit = ["--implicit"] if "encryption" in box.server.section else []
    return ["--type", box.server.section["type"], *implicit]


@pytest.mark.parametrize("box", SERVERS, indirect=True)
def test_a_rehearsal_shows_every_step_and_leaves_nothing(
    box: Box, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(box.connection, "--path", box.path, *protocol(box))
    printed = capsys.readouterr().out

    assert code == 0, printed
    assert "a delivery would work" in printed
    assert "FAIL" not in printed
    assert box.files() == {}


def test_the_host_key_is_shown(
    get_server: GetServer, make_box: MakeBox, capsys: pytest.CaptureFixture[str]
) -> None:
    box = make_box(get_server("openssh"))
    run(box.connection, "--path", box.path)

    assert "host key ssh-ed25519 SHA256:" in capsys.readouterr().out


def test_the_certificate_is_shown(
    get_server: GetServer, make_box: MakeBox, capsys: pytest.CaptureFixture[str]
) -> None:
    box = make_box(get_server("vsftpd-ftps"))
    run(box.connection, "--path", box.path)

    printed = capsys.readouterr().out
    assert "certificate of" in printed
    assert "TLSv1." in printed


@pytest.mark.parametrize("server", ["openssh", "proftpd-ftp"])
def test_a_missing_folder_is_named_with_what_to_do(
    server: str, get_server: GetServer, make_box: MakeBox, capsys: pytest.CaptureFixture[str]
) -> None:
    box = make_box(get_server(server))

    assert run(box.connection, "--path", f"{box.path}/missing", *protocol(box)) == 1
    printed = capsys.readouterr().out
    assert f"there is no folder {box.path}/missing" in printed
    assert "create_folders" in printed


@pytest.mark.parametrize("server", ["openssh", "proftpd-sftp", "proftpd-ftp", "proftpd-ftps"])
def test_a_folder_that_may_not_be_written_fails_with_what_to_do(
    server: str, get_server: GetServer, make_box: MakeBox, capsys: pytest.CaptureFixture[str]
) -> None:
    box = make_box(get_server(server))
    box.folder.chmod(0o555)

    assert run(box.connection, "--path", box.path, *protocol(box)) == 1
    assert "have the server's owner allow it" in capsys.readouterr().out


def test_implicit_encryption_is_for_ftps_only(get_server: GetServer, make_box: MakeBox) -> None:
    box = make_box(get_server("openssh"))

    with pytest.raises(UsageError, match="--implicit is for ftps"):
        run(box.connection, "--implicit")


def test_the_protocol_is_not_guessed_for_another_type_of_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SHOP", '{"conn_type": "http", "host": "127.0.0.1"}')

    with pytest.raises(UsageError, match="'shop' is of type 'http'; say with --type"):
        run("shop")
