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


class HostKeys(asyncssh.SSHClient):
    """Remembers the host key that was presented and not trusted, so that an error can name it."""

    def __init__(self) -> None:
        self.untrusted: asyncssh.SSHKey | None = None

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        del host, addr, port
        self.untrusted = key
        return False


@contextmanager
def sftp_opening_errors(where: str, keys: HostKeys) -> Iterator[None]:
    """Turn what goes wrong while a session is opened into delivery errors."""
    try:
        yield
    except asyncssh.PermissionDenied as error:
        raise LoginRefusedError(where, "the server refuses the login") from error
    except asyncssh.HostKeyNotVerifiable as error:
        raise UntrustedServerError(where, _untrusted(keys.untrusted)) from error
    except asyncssh.KeyExchangeFailed as error:
        raise NotOfferedError(where, f"no common encryption ({error.reason})") from error
    except (UnicodeError, OverflowError) as error:
        raise DeliveryRefusedError(where, f"there can be no such host or port ({error})") from error
    except TimeoutError as error:
        raise ServerUnavailableError(where, "no answer in time") from error
    except (asyncssh.Error, OSError) as error:
        raise ServerUnavailableError(where, f"cannot connect ({error})") from error


def _untrusted(key: asyncssh.SSHKey | None) -> str:
    if key is None:
        return "its host key could not be verified"
    text = key.export_public_key().decode().split()
    return (
        f"it presents the host key {key.get_fingerprint()}, which is not the one the connection or "
        f"known_hosts trusts; if it is the right one, pin it by the connection's extra "
        f'"host_key": "{text[0]} {text[1]}"'
    )
