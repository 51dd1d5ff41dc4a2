"""Which files lie in a folder, and since when, as far as an FTP server tells."""

import ftplib
import posixpath
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from antavo_export.targets.ftp_transfer import receive


def moments_in(
    client: ftplib.FTP, folder: str, wanted: Callable[[str], bool], *, machine_readable: bool
) -> dict[str, float]:
    """Return the ``wanted`` names in ``folder`` with the moment of their last change.

    ``machine_readable`` says that the server offers MLSD (RFC 3659, 7), which tells both at once.
    Otherwise the names come from ``NLST -a``, which most servers understand as ``ls`` would, and
    the moments one by one.
    """
    if machine_readable:
        found = dict(map(_fact_line, _lines(client, f"MLSD {folder}".rstrip())))
    else:
        names = (posixpath.basename(line) for line in _lines(client, f"NLST -a {folder}".rstrip()))
        chosen = list(filter(wanted, names))
        found = {name: moment_of(client, posixpath.join(folder, name)) for name in chosen}
    return {name: moment for name, moment in found.items() if moment is not None and wanted(name)}


def moment_of(client: ftplib.FTP, path: str) -> float | None:
    """Return when a file was last changed, by ``MDTM`` (RFC 3659, 3); None if it is not told.

    A server that keeps local time breaks the standard, but breaks it for every file alike: the
    moments can still be compared with each other.
    """
    with suppress(ftplib.error_perm, ftplib.error_temp):
        return _seconds(client.sendcmd(f"MDTM {path}").partition(" ")[2])
    return None


def _lines(client: ftplib.FTP, command: str) -> Iterator[str]:
    client.voidcmd("TYPE A")
    content = b"".join(receive(client, command))
    return iter(content.decode(client.encoding, "surrogateescape").splitlines())


def _fact_line(line: str) -> tuple[str, float | None]:
    """Read ``type=file;modify=20270301050000; name``; only files have a moment."""
    written, _, name = line.partition(" ")
    facts = dict(fact.partition("=")[::2] for fact in written.lower().split(";"))
    return name, _seconds(facts.get("modify", "")) if facts.get("type") == "file" else None


def _seconds(moment: str) -> float | None:
    """Read ``YYYYMMDDHHMMSS``, with or without a fraction, as UTC."""
    with suppress(ValueError):
        read = datetime.strptime(f"{moment.strip()[:14]}+0000", "%Y%m%d%H%M%S%z")
        return read.timestamp()
    return None
