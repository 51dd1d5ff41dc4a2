"""The demo's passwords and keys: made once per checkout, readable by their owner only."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Self


def _password() -> str:
    return secrets.token_urlsafe(12)


def _fernet_key() -> str:
    """Return a key as `cryptography.fernet` wants it: 32 bytes, in base64 with padding."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _signing_key() -> str:
    """Return a key of the 64 bytes that RFC 7518, section 3.2, asks for with SHA-512."""
    return secrets.token_hex(64)


@dataclass(frozen=True)
class Passwords:
    """Everything secret in one place.

    Attributes:
        postgres: the server's superuser.
        exporter: the database role that exports read with.
        partner: the account on the SFTP server.
        admin: Airflow's administrator.
        user: somebody who may run exports.
        viewer: somebody who may only look.
        fernet_key: encrypts what Airflow keeps about connections.
        jwt_secret: signs the tokens of people and tasks.
        session_key: signs the sessions of Airflow's pages.
    """

    postgres: str = field(default_factory=_password)
    exporter: str = field(default_factory=_password)
    partner: str = field(default_factory=_password)
    admin: str = field(default_factory=_password)
    user: str = field(default_factory=_password)
    viewer: str = field(default_factory=_password)
    fernet_key: str = field(default_factory=_fernet_key)
    jwt_secret: str = field(default_factory=_signing_key)
    session_key: str = field(default_factory=_signing_key)

    @classmethod
    def kept_in(cls, file: Path) -> Self:
        """Return the passwords of `file`; those it lacks are made and added."""
        known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        names = {each.name for each in fields(cls)}
        passwords = cls(**{name: value for name, value in known.items() if name in names})
        if asdict(passwords) != known:
            write_private(file, json.dumps(asdict(passwords), indent=2) + "\n")
        return passwords


def write_private(file: Path, text: str) -> None:
    """Write a file that nobody but its owner can read, at no moment."""
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)
    new.rename(file)
