"""Private keys of Airflow connections, with or without a passphrase."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncssh

from antavo_export.errors import LoginRefusedError

PASSPHRASE = "private_key_passphrase"  # noqa: S105 - the name of an extra


def key_of_text(where: str, text: str, passphrase: str) -> list[asyncssh.SSHKeyPair]:
    """Return the key that stands in the connection itself.

    Raises:
        LoginRefusedError: it is no private key, or ``passphrase`` does not open it.
    """
    with _readable(where, passphrase):
        key = asyncssh.import_private_key(text, passphrase or None)
        return list(asyncssh.load_keypairs(key))


def key_of_file(where: str, path: str, passphrase: str) -> list[asyncssh.SSHKeyPair]:
    """Return the key that lies in a file of the worker, with the certificate beside it if any.

    Raises:
        LoginRefusedError: there is no such file, it holds no private key, or ``passphrase`` does
            not open it.
    """
    with _readable(where, passphrase):
        return list(asyncssh.load_keypairs(path, passphrase or None))


@contextmanager
def _readable(where: str, passphrase: str) -> Iterator[None]:
    try:
        yield
    except (OSError, asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
        cause = f"its private key cannot be read ({_cause(error, passphrase)})"
        raise LoginRefusedError(where, cause) from error


def _cause(error: Exception, passphrase: str) -> str:
    """Say what is wrong with the passphrase, if it is that; each format of keys words it anew."""
    words = str(error).lower()
    if "passphrase must be specified" in words:
        return f"it has a passphrase, which belongs into the connection's extra {PASSPHRASE}"
    if passphrase and ("passphrase" in words or "unable to decrypt" in words):
        return f"the passphrase is wrong: correct the connection's extra {PASSPHRASE}"
    return str(error)
