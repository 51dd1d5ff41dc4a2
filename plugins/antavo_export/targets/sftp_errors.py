"""What asyncssh and the network raise, in the words of a delivery."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import asyncssh

from antavo_export.errors import (
    AccessDeniedError,
    ConnectionLostError,
    DeliveryRefusedError,
    FolderMissingError,
    LoginRefusedError,
    NoSpaceError,
    NotOfferedError,
    ServerUnavailableError,
    UntrustedServerError,
)

REFUSALS: tuple[tuple[type[asyncssh.SFTPError], type[DeliveryRefusedError]], ...] = (
    (asyncssh.SFTPPermissionDenied, AccessDeniedError),
    (asyncssh.SFTPWriteProtect, AccessDeniedError),
    (asyncssh.SFTPNoSpaceOnFilesystem, NoSpaceError),
    (asyncssh.SFTPQuotaExceeded, NoSpaceError),
    (asyncssh.SFTPNoSuchFile, FolderMissingError),
    (asyncssh.SFTPNoSuchPath, FolderMissingError),
    (asyncssh.SFTPOpUnsupported, NotOfferedError),
)


@contextmanager
def sftp_errors(where: str) -> Iterator[None]:
    """Turn what goes wrong inside into delivery errors that name ``where``.

    The general ``Failure`` of SFTP version 3 says nothing about its cause, so it counts as
    something that may pass.
    """
    try:
        yield
    except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection) as error:
        raise ConnectionLostError(where, f"the connection was lost ({error.reason})") from error
    except asyncssh.SFTPError as error:
        for sign, refusal in REFUSALS:
            if isinstance(error, sign):
                raise refusal(where, f"the server says: {error.reason}") from error
        raise ServerUnavailableError(where, f"the server says: {error.reason}") from error
    except (asyncssh.Error, OSError, asyncio.IncompleteReadError) as error:
        raise ConnectionLostError(where, f"the connection was lost ({error})") from error


class Opening(asyncssh.SSHClient):
    """Remembers how far the opening of a session got, so that an error can say what failed.

    ``untrusted`` is the host key that was presented and not trusted; ``logging_in`` is true from
    the first try to log in until one succeeds.
    """

    def __init__(self) -> None:
        self.untrusted: asyncssh.SSHKey | None = None
        self.logging_in = False

    def begin_auth(self, username: str) -> None:
        del username
        self.logging_in = True

    def auth_completed(self) -> None:
        self.logging_in = False

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        del host, addr, port
        self.untrusted = key
        return False


@contextmanager
def sftp_opening_errors(where: str, opening: Opening) -> Iterator[None]:
    """Turn what goes wrong while a session is opened into delivery errors.

    A server that ends the session because a login failed, as sshd does after ``MaxAuthTries``, has
    refused it: going on with the same password may lock the account.
    """
    try:
        yield
    except asyncssh.PermissionDenied as error:
        raise LoginRefusedError(where, "the server refuses the login") from error
    except asyncssh.HostKeyNotVerifiable as error:
        raise UntrustedServerError(where, _untrusted(opening.untrusted)) from error
    except asyncssh.KeyExchangeFailed as error:
        raise NotOfferedError(where, f"no common encryption ({error.reason})") from error
    except (UnicodeError, OverflowError) as error:
        raise DeliveryRefusedError(where, f"there can be no such host or port ({error})") from error
    except TimeoutError as error:
        raise ServerUnavailableError(where, "no answer in time") from error
    except (asyncssh.Error, OSError) as error:
        if opening.logging_in and _is_refusal(error):
            raise LoginRefusedError(where, f"the server refuses the login ({error})") from error
        raise ServerUnavailableError(where, f"cannot connect ({error})") from error


def _is_refusal(error: Exception) -> bool:
    """Tell a server's decision to end the session from a broken line and a busy server."""
    passing = isinstance(error, asyncssh.ConnectionLost | asyncssh.ServiceNotAvailable)
    return isinstance(error, asyncssh.DisconnectError) and not (
        passing or error.code == asyncssh.DISC_TOO_MANY_CONNECTIONS
    )


def _untrusted(key: asyncssh.SSHKey | None) -> str:
    if key is None:
        return "its host key could not be verified"
    text = key.export_public_key().decode().split()
    return (
        f"it presents the host key {key.get_fingerprint()}, which is not the one the connection or "
        f"known_hosts trusts; if it is the right one, pin it by the connection's extra "
        f'"host_key": "{text[0]} {text[1]}"'
    )
