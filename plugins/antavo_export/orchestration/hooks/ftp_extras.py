"""What an Airflow connection says about FTP, checked before it is needed."""

import ssl

from antavo_export.errors import DeliveryRefusedError
from antavo_export.orchestration.hooks.extras import Extras


def encoding(extras: Extras) -> str:
    """Return the encoding of names, logins and replies.

    Raises:
        DeliveryRefusedError: there is none of this name, or commands cannot be written in it.
    """
    name = str(extras.get("encoding") or "utf-8")
    try:
        sendable = "USER".encode(name) == b"USER"
    except (LookupError, ValueError):
        sendable = False
    if not sendable:
        cause = f"{name!r} is not an encoding for FTP, as utf-8 and latin-1 are"
        raise DeliveryRefusedError("extra encoding", cause)
    return name


def require_sendable(where: str, field: str, value: str, encoding: str) -> None:
    """Make sure that one line of FTP can hold ``value``; the message does not repeat it.

    Raises:
        DeliveryRefusedError: it holds a line break, or what ``encoding`` lacks.
    """
    if "\r" in value or "\n" in value:
        raise DeliveryRefusedError(where, f"its {field} holds a line break, which must go")
    try:
        value.encode(encoding)
    except UnicodeEncodeError:
        cause = f"its {field} cannot be written in {encoding}: set its extra encoding"
        raise DeliveryRefusedError(where, cause) from None


def tls(conn_id: str, extras: Extras) -> ssl.SSLContext:
    """Return the client's side of TLS, with the authorities to trust.

    Raises:
        DeliveryRefusedError: they cannot be read.
    """
    try:
        context = ssl.create_default_context(
            cafile=extras.get("ca_file"), cadata=extras.get("ca_certificate")
        )
    except (OSError, TypeError, ValueError) as error:
        cause = f"its extra ca_file or ca_certificate cannot be read ({error}): it wants PEM"
        raise DeliveryRefusedError(f"connection {conn_id}", cause) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
