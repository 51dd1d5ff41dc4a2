"""Logging in with a private key: every common kind, as a file and as text, with a passphrase."""

from dataclasses import dataclass
from pathlib import Path

import asyncssh
import pytest

from antavo_export.errors import LoginRefusedError
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_folder import ServerFolder
from tests.fixtures.transfer_servers_openssh import authorize
from tests.fixtures.transfer_servers_pool import GetServer

KINDS = ["ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256"]
PASSPHRASE = "open sesame 7&%"  # noqa: S105 - of keys that live for one test
FORMATS = ["pkcs1-pem", "pkcs8-pem"]
ROUNDS = 50  # of hashing the passphrase: the least without a warning


@dataclass(frozen=True)
class Key:
    """A private key that the server accepts, readable with ``PASSPHRASE`` only."""

    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text()


@pytest.fixture(scope="module", params=KINDS)
def key(request: pytest.FixtureRequest, server_folder: ServerFolder) -> Key:
    """Return a new key of each kind."""
    made = asyncssh.generate_private_key(request.param)
    authorize(server_folder, made)
    path = server_folder.path / f"locked-{request.param}"
    made.write_private_key(path, passphrase=PASSPHRASE, rounds=ROUNDS)
    return Key(path)


@pytest.fixture
def box_with(get_server: GetServer, make_box: MakeBox) -> MakeBox:
    """Return what makes a folder on sshd, reached by the extras given instead of the usual key."""

    def make(**extras: str) -> Box:
        return make_box(get_server("openssh"), **({"key_file": ""} | extras))

    return make


def test_a_key_file_is_opened_by_its_passphrase(key: Key, box_with: MakeBox) -> None:
    box = box_with(key_file=str(key.path), private_key_passphrase=PASSPHRASE)
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


def test_a_key_in_the_connection_is_opened_by_its_passphrase(key: Key, box_with: MakeBox) -> None:
    box = box_with(private_key=key.text, private_key_passphrase=PASSPHRASE)
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


@pytest.mark.parametrize("form", FORMATS)
def test_keys_of_other_tools_are_understood(
    form: str, box_with: MakeBox, server_folder: ServerFolder
) -> None:
    made = asyncssh.generate_private_key("ssh-rsa")
    authorize(server_folder, made)
    text = made.export_private_key(form, passphrase=PASSPHRASE).decode()
    box = box_with(private_key=text, private_key_passphrase=PASSPHRASE)
    box.deliver(b"x")

    assert box.files() == {"report.csv": b"x"}


@pytest.mark.parametrize(
    ("passphrase", "cause"), [("wrong", "the passphrase is wrong"), ("", "it has a passphrase")]
)
@pytest.mark.parametrize("where", ["file", "text"])
def test_a_key_that_its_passphrase_does_not_open_is_refused_for_good(
    key: Key, passphrase: str, cause: str, where: str, box_with: MakeBox
) -> None:
    extras = {"key_file": str(key.path)} if where == "file" else {"private_key": key.text}
    box = box_with(private_key_passphrase=passphrase, **extras)

    with pytest.raises(LoginRefusedError, match=cause) as caught:
        box.deliver(b"x")
    assert "private_key_passphrase" in str(caught.value), "what to correct"
    assert PASSPHRASE not in str(caught.value)
    assert key.text.splitlines()[1] not in str(caught.value)
    assert box.files() == {}


def test_a_key_that_the_server_does_not_know_is_refused_for_good(
    box_with: MakeBox, tmp_path: Path
) -> None:
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(tmp_path / "stranger")
    box = box_with(key_file=str(tmp_path / "stranger"))

    with pytest.raises(LoginRefusedError, match="refuses the login"):
        box.deliver(b"x")
