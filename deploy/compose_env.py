"""`python -m deploy.compose_env`: the passwords, keys and certificates of docker-compose.yaml.

Everything is random and made once: `.env`, which Docker Compose reads by itself and only its owner
can read, and the key files of the partner's servers in `deploy/secrets/`. What is there already is
kept, so running it again is safe. Needs nothing but the project's own packages.
"""

import argparse
import base64
import os
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncssh
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT = Path(__file__).resolve().parents[1]
VALID = timedelta(days=3650)
FTPS_HOST = "ftps"  # the service's name is the name that the certificate proves


def _password() -> str:
    """Return 192 random bits in hexadecimal: safe in a URL, in JSON and in a shell."""
    return secrets.token_hex(24)


def _fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _signing_key() -> str:
    return secrets.token_hex(64)  # RFC 7518, section 3.2: as long as the digest of SHA-512


SECRETS: dict[str, Callable[[], str]] = {
    "ADMIN_PASSWORD": _password,
    "FERNET_KEY": _fernet_key,
    "JWT_SECRET": _signing_key,
    "LOYALTY_ADMIN_PASSWORD": _password,
    "LOYALTY_READER_PASSWORD": _password,
    "METADATA_PASSWORD": _password,
    "PARTNER_PASSWORD": _password,
    "REDIS_PASSWORD": _password,
    "SESSION_KEY": _signing_key,
}
# Two workers take four tasks each: with less, one of them could take all that is handed out.
CELERY = {"COMPOSE_PROFILES": "celery", "EXECUTOR": "CeleryExecutor", "PARALLELISM": "8"}


def write_keys(folder: Path) -> str:
    """Write the keys that are missing and return the SSH host key to pin.

    The files can be read by everybody, because the containers' users are not the owner; the folder
    can be entered by its owner alone.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    host_key = folder / "sftp_host_key"
    if not host_key.exists():
        host_key.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    if not (folder / "ftps_key").exists():
        _write_certificates(folder)
    return asyncssh.read_private_key(host_key).export_public_key().decode().strip()


def _write_certificates(folder: Path) -> None:
    """Write an authority's certificate, whose key is thrown away, and one of the FTPS server."""
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = _name("antavo-export demo authority")
    authority = (
        _certificate(issuer, issuer, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    server = (
        _certificate(_name(FTPS_HOST), issuer, server_key.public_key())
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(FTPS_HOST)]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "ftps_ca").write_bytes(authority.public_bytes(pem))
    (folder / "ftps_certificate").write_bytes(server.public_bytes(pem))
    private = server_key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "ftps_key").write_bytes(private)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID)
    )


def read_variables(file: Path) -> dict[str, str]:
    """Return the variables of an environment file, one `NAME=value` a line."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {name: value.strip("'") for name, value in pairs}


def write_variables(file: Path, variables: dict[str, str]) -> None:
    """Write an environment file that nobody but its owner can read, at no moment."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.writelines(f"{name}='{value}'\n" for name, value in variables.items())
    new.rename(file)


def make(root: Path, *, celery: bool) -> dict[str, str]:
    """Complete `.env` and `deploy/secrets/` below ``root``; return all variables."""
    file = root / ".env"
    known = read_variables(file)
    made = {name: known.get(name) or generate() for name, generate in SECRETS.items()}
    made["SFTP_HOST_KEY"] = write_keys(root / "deploy" / "secrets")
    variables = {**known, **made, **(CELERY if celery else {})}
    write_variables(file, variables)
    return variables


def main() -> None:
    """Write what is missing and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m deploy.compose_env", description=__doc__)
    parser.add_argument("--celery", action="store_true", help="run tasks on Celery workers")
    make(ROOT, celery=parser.parse_args().celery)
    sys.stdout.write("Passwords and keys are in .env and deploy/secrets/: keep both to yourself.\n")
    sys.stdout.write("Now: docker compose up --detach --build --wait\n")


if __name__ == "__main__":
    main()
