"""The host keys that an Airflow connection trusts."""

from pathlib import Path

import asyncssh

from antavo_export.errors import DeliveryRefusedError


def says_none(known_hosts: object) -> bool:
    """Tell whether any server is to be trusted: the word that the provider's hook takes for it."""
    return isinstance(known_hosts, str) and known_hosts.lower() == "none"


def trusted_keys(where: str, known_hosts: object) -> asyncssh.SSHKnownHosts:
    """Return the keys of ``known_hosts``: the path of a file as text, its content as bytes.

    Raises:
        DeliveryRefusedError: the file cannot be read, or holds something else.
    """
    try:
        if isinstance(known_hosts, bytes):
            return asyncssh.import_known_hosts(known_hosts.decode())
        return asyncssh.read_known_hosts(str(Path(str(known_hosts)).expanduser()))
    except (OSError, ValueError) as error:
        cause = f"its extra known_hosts or host_key cannot be read ({error}): name a file of keys"
        raise DeliveryRefusedError(where, cause) from error
