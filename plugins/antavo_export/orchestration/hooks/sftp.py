"""SFTP through an Airflow connection, opened for safety and speed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncssh
from airflow.providers.sftp.hooks.sftp import SFTPHookAsync
from asyncssh.encryption import get_encryption_algs

from antavo_export.errors import DeliveryRefusedError
from antavo_export.orchestration.hooks.extras import (
    CONNECT_TIMEOUT,
    SILENCE_TIMEOUT,
    Extras,
    find_connection,
    seconds,
    truth,
)
from antavo_export.orchestration.hooks.private_keys import key_of_file, key_of_text
from antavo_export.orchestration.hooks.trusted_keys import says_none, trusted_keys
from antavo_export.targets.sftp_errors import Opening, sftp_opening_errors
from antavo_export.targets.sftp_ignore_packets import send_no_ignore_packets
from antavo_export.targets.sftp_remote import SftpRemote
from antavo_export.targets.sftp_session import SftpSession

# AES-GCM first: processors have instructions for it, which makes it twice as fast as the
# ChaCha20 that would be negotiated otherwise. No CBC, no SHA-1.
CIPHERS = (
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "chacha20-poly1305@openssh.com",
    "aes256-ctr",
    "aes128-ctr",
)
KEEPALIVES = 3  # unanswered ones until the server counts as dead

asyncssh.set_log_level("WARNING")  # it tells every step of a session, fifteen lines each


class SftpHook(SFTPHookAsync):
    """The provider's asynchronous hook with timeouts, keep-alive, fast ciphers and no guessing.

    Takes the provider's connections and extras. In addition ``conn_timeout`` bounds connecting
    and login, ``cmd_timeout`` the silence of the server, ``ciphers`` (a list or a comma-separated
    text) overrides the preference. Keys from the agent or ``~/.ssh`` are tried only by
    connections that have neither password nor key. Compression is off unless the connection
    says ``compress: true``: exports are compressed already or travel faster without.
    """

    @contextmanager
    def open(self) -> Iterator[SftpRemote]:
        """Connect, log in and yield the session; close it afterwards.

        Raises:
            DeliveryRefusedError: unknown or changed host key, wrong credentials, bad extras.
            DeliveryInterruptedError: the server cannot be reached in time.
        """
        with asyncio.Runner() as runner:
            # Not run by the runner itself: it formats each result for its handling of Ctrl-C,
            # which costs more than the transfer when results are blocks of a file.
            loop = runner.get_loop()
            connection = loop.run_until_complete(self._get_conn())
            try:
                client = loop.run_until_complete(self._start_client(connection))
                user, server = self.username or "", self._server
                yield SftpRemote(SftpSession(loop, connection, client, server, user, self._silence))
            finally:
                loop.run_until_complete(_close(connection))

    async def _start_client(self, connection: asyncssh.SSHClientConnection) -> asyncssh.SFTPClient:
        with sftp_opening_errors(f"{self.username}@{self._server}", Opening()):
            async with asyncio.timeout(self._silence):
                return await connection.start_sftp_client()

    async def _get_conn(self) -> asyncssh.SSHClientConnection:
        options = self._options()
        opening = Opening()
        with sftp_opening_errors(f"{self.username}@{self._server}", opening):
            connection = await asyncssh.connect(client_factory=lambda: opening, **options)
        send_no_ignore_packets(connection)
        return connection

    def _options(self) -> dict[str, Any]:
        connection = find_connection(self.sftp_conn_id)
        extras = connection.extra_dejson
        try:
            self._parse_extras(connection)
        except ValueError as error:
            raise DeliveryRefusedError(self.sftp_conn_id, str(error)) from error
        port = self.port or connection.port or asyncssh.DEFAULT_PORT
        self.username = self.username or connection.login
        self.password = self.password or connection.password
        self._server = f"{self.host or connection.host}:{port}"
        self._silence = seconds(extras, "cmd_timeout", SILENCE_TIMEOUT)
        timeout = seconds(extras, "conn_timeout", CONNECT_TIMEOUT)
        return {
            "host": self.host or connection.host,
            "port": port,
            "username": self.username,
            "connect_timeout": timeout,
            "login_timeout": timeout,
            "keepalive_interval": self._silence / KEEPALIVES,
            "keepalive_count_max": KEEPALIVES,
            "encryption_algs": _ciphers(extras),
            "compression_algs": _compression(extras),
            **self._host_key_options(),
            **self._login_options(extras),
        }

    def _host_key_options(self) -> dict[str, Any]:
        """Trust no server without a key; an empty ``known_hosts`` means the default file."""
        self.known_hosts = self.known_hosts or str(Path(self.default_known_hosts).expanduser())
        if says_none(self.known_hosts):
            self.log.warning("No host key is asked for: anyone can pose as %s", self._server)
            return {"known_hosts": None}
        if not self._should_use_known_hosts():
            return {}
        return {"known_hosts": trusted_keys(f"connection {self.sftp_conn_id}", self.known_hosts)}

    def _login_options(self, extras: Extras) -> dict[str, Any]:
        keys = self._keys()
        options: dict[str, Any] = {"password": self.password}
        if keys:
            return options | {"client_keys": keys, "agent_path": None}
        if self.password or not truth(extras, "look_for_keys", default=True):
            return options | {"public_key_auth": False, "agent_path": None}
        return options

    def _keys(self) -> list[asyncssh.SSHKeyPair]:
        where = f"connection {self.sftp_conn_id}"
        if self.private_key:
            return key_of_text(where, self.private_key, self.passphrase)
        return key_of_file(where, self.key_file, self.passphrase) if self.key_file else []


def _ciphers(extras: Extras) -> list[str]:
    wanted = extras.get("ciphers") or CIPHERS
    named = [str(it).strip() for it in (wanted.split(",") if isinstance(wanted, str) else wanted)]
    known = [name.decode() for name in get_encryption_algs()]
    if unknown := [name for name in named if name not in known]:
        cause = f"{unknown[0]!r} is no cipher, as these are: {', '.join(CIPHERS)}"
        raise DeliveryRefusedError("extra ciphers", cause)
    return named


def _compression(extras: Extras) -> list[str]:
    return ["zlib@openssh.com", "none"] if truth(extras, "compress", default=False) else ["none"]


async def _close(session: asyncssh.SSHClientConnection) -> None:
    """Say goodbye, but do not wait for a server that no longer answers."""
    session.close()
    with suppress(TimeoutError, asyncssh.Error, OSError):
        async with asyncio.timeout(2):
            await session.wait_closed()
    session.abort()
