"""What ftplib and the network raise, in the words of a delivery.

Reply codes are those of RFC 959 and RFC 2228. The text after a code is shown to people and not
decided upon, since each server words it differently, with one exception: ProFTPD gives the code of
a wrong password to a right one, too, when as many clients as it takes are logged in.
"""

import ftplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from antavo_export.errors import (
    AccessDeniedError,
    ConnectionLostError,
    DeliveryRefusedError,
    ExportError,
    LoginRefusedError,
    NoSpaceError,
    NotOfferedError,
    ServerUnavailableError,
    UntrustedServerError,
)

REFUSALS: dict[str, type[DeliveryRefusedError]] = {
    "452": NoSpaceError,
    "500": NotOfferedError,
    "502": NotOfferedError,
    "504": NotOfferedError,
    "522": NotOfferedError,
    "530": LoginRefusedError,
    "532": LoginRefusedError,
    "534": NotOfferedError,
    "536": NotOfferedError,
    "550": AccessDeniedError,
    "552": NoSpaceError,
    "553": AccessDeniedError,
}
BUSY = re.compile(
    r"530.*\b(maximum number of|too many) (allowed )?(clients|connections|hosts|users)\b",
    re.IGNORECASE | re.DOTALL,
)
NO_COMMON_TLS = {
    "UNSUPPORTED_PROTOCOL",
    "WRONG_VERSION_NUMBER",
    "TLSV1_ALERT_PROTOCOL_VERSION",
    "NO_PROTOCOLS_AVAILABLE",
    "SSLV3_ALERT_HANDSHAKE_FAILURE",
}
BROKEN = (OSError, EOFError, ftplib.error_proto, ftplib.error_reply)


@contextmanager
def ftp_errors(where: str, *, connected: bool = False) -> Iterator[None]:
    """Turn what goes wrong inside into delivery errors that name ``where``.

    ``connected`` says that TLS, if any, has been agreed upon already.
    """
    try:
        yield
    except (ftplib.Error, OSError, EOFError) as error:
        raise ftp_error(where, error, connected=connected) from error
    except UnicodeEncodeError as error:
        cause = f"it cannot be written in the connection's encoding ({error}): change one of them"
        raise DeliveryRefusedError(where, cause) from error


@contextmanager
def greeting_errors(where: str) -> Iterator[None]:
    """Take "not logged in", said before anybody could log in, for a server that is busy."""
    try:
        yield
    except ftplib.error_perm as error:
        if not str(error).startswith("530"):
            raise
        raise ServerUnavailableError(where, f"the server says: {error}") from error


def ftp_error(where: str, error: Exception, *, connected: bool = False) -> ExportError:
    """Return what ``error``, raised by ftplib or a socket, means for a delivery.

    A server that dies may say so in clear text on an encrypted connection, as vsftpd does. To the
    client that looks like a server without TLS, but this one had it: the connection is lost.
    """
    if isinstance(error, ftplib.error_perm | ftplib.error_temp):
        return _refusal(where, error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return UntrustedServerError(
            where, f"its certificate cannot be trusted ({error.verify_message})"
        )
    if isinstance(error, TimeoutError):
        return ConnectionLostError(where, "no answer in time")
    if isinstance(error, ssl.SSLError) and error.reason in NO_COMMON_TLS and not connected:
        return NotOfferedError(where, f"no common TLS ({error.reason})")
    reason = error.args[-1] if error.args else "the server closed it"
    return ConnectionLostError(where, f"the connection was lost ({reason})")


def _refusal(where: str, error: ftplib.Error) -> ExportError:
    reply = str(error)
    cause = f"the server says: {reply}"
    if BUSY.match(reply):
        return ServerUnavailableError(where, cause)
    if (refusal := REFUSALS.get(reply[:3])) is not None:
        return refusal(where, cause)
    if isinstance(error, ftplib.error_temp):
        return ServerUnavailableError(where, cause)
    return DeliveryRefusedError(where, cause)
