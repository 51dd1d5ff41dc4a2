"""The partner's SFTP server: one account in front of one folder, by asyncssh.

As a program (`python -m demo.sftp`) it serves the demo until it is ended; the tests run the same
server on ports of their own. The account sees its folder as `/` and nothing else of the machine.
"""

import argparse
import asyncio
import hmac
from dataclasses import dataclass
from pathlib import Path

import asyncssh


@dataclass(frozen=True)
class Account:
    """Who may log in, with the password or with any key of the OpenSSH file `authorized_keys`."""

    username: str
    password: str
    authorized_keys: Path | None = None


def host_key(file: Path) -> str:
    """Return the public host key to pin, `ssh-ed25519 AAAA…`; create the private one if missing."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    return asyncssh.read_private_key(file).export_public_key().decode().strip()


async def listen(account: Account, root: Path, key_file: Path, port: int) -> asyncssh.SSHAcceptor:
    """Serve `root` on 127.0.0.1; port 0 takes a free one, which the result's `get_port` tells."""
    return await asyncssh.listen(
        "127.0.0.1",
        port,
        server_factory=lambda: _Login(account),
        server_host_keys=[str(key_file)],
        authorized_client_keys=str(account.authorized_keys) if account.authorized_keys else None,
        sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(root).encode()),
        agent_forwarding=False,
    )


class _Login(asyncssh.SSHServer):
    """Refuses every user and password but the account's."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        given, right = (
            f"{username}:{password}",
            f"{self._account.username}:{self._account.password}",
        )
        return hmac.compare_digest(given.encode(), right.encode())


async def _serve(arguments: argparse.Namespace) -> None:
    arguments.root.mkdir(parents=True, exist_ok=True)
    password = arguments.password_file.read_text(encoding="utf-8").strip()
    account = Account(arguments.username, password)
    host_key(arguments.key_file)
    server = await listen(account, arguments.root, arguments.key_file, arguments.port)
    await server.wait_closed()


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m demo.sftp", description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--username", required=True)
    parser.add_argument("--password-file", type=Path, required=True)
    parser.add_argument("--key-file", type=Path, required=True)
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
