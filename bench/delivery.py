"""How fast a delivery is, beside the programs that everybody knows, in one run on one machine.

``python -m bench.delivery [MEGABYTES] [ROUNDS]`` sends a file of random bytes to servers on
loopback, by turns with OpenSSH's ``sftp`` or ``curl`` and with us. Connecting and logging in count
for everybody; the servers' disks are in memory. Prints a table of medians; the ratio is the
reference's time over ours, so more is better. Only the rows that say so verify, which the
references never do. It needs root, as vsftpd does.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from antavo_export.orchestration.hooks import open_remote
from antavo_export.pipeline.delivery import StoredFile, Try, deliver
from tests.fixtures.transfer_servers import TransferServer
from tests.fixtures.transfer_servers_box import TARGETS
from tests.fixtures.transfer_servers_disk import mounted
from tests.fixtures.transfer_servers_folder import ServerFolder, prepared_folder
from tests.fixtures.transfer_servers_pool import SERVERS

COMPARED = ("openssh", "vsftpd-ftp", "vsftpd-ftps")
GCM = "aes128-gcm@openssh.com"
MEMORY = Path("/dev/shm")  # noqa: S108 - for the source, which is no secret


@dataclass(frozen=True)
class Row:
    """One way to send the file to one server; the first of a server is its reference."""

    server: str
    name: str
    send: Callable[[], None]
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def main(megabytes: int = 1000, rounds: int = 5) -> None:
    """Measure and print."""
    with ExitStack() as stack, tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        folder = stack.enter_context(prepared_folder())
        source = Path(scratch) / "source"
        file = _random_file(source, megabytes)
        rows = list[Row]()
        for name in COMPARED:
            disk = folder.make(f"disk-{name}")
            stack.enter_context(mounted(disk, 4 * megabytes * 1_000_000))
            server = stack.enter_context(SERVERS[name](folder, root=disk))
            rows += [*_references(server, folder, source), *_ours(server, file)]
        for _ in range(rounds):
            for row in rows:
                started, busy = time.perf_counter(), _cpu_seconds()
                row.send()
                row.seconds.append(time.perf_counter() - started)
                row.cpu.append(_cpu_seconds() - busy)
    _print(rows, megabytes)


def _cpu_seconds() -> float:
    """Return the time that this process and the programs it waited for have worked."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _random_file(path: Path, megabytes: int) -> StoredFile:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _ in range(megabytes):
            block = os.urandom(1_000_000)
            digest.update(block)
            file.write(block)
    return StoredFile(path.name, lambda: path.open("rb"), megabytes * 1_000_000, digest.hexdigest())


def _references(server: TransferServer, folder: ServerFolder, source: Path) -> list[Row]:
    if server.section["type"] != "sftp":
        return [Row(server.name, "curl", partial(_curl, server, folder, source))]
    return [
        Row(server.name, "sftp", partial(_sftp, server, folder, source)),
        Row(server.name, "sftp -c aes128-gcm", partial(_sftp, server, folder, source, GCM)),
    ]


def _ours(server: TransferServer, file: StoredFile) -> list[Row]:
    return [
        Row(server.name, f"ours, verify: {how}", partial(_deliver, server, file, how))
        for how in ("size", "checksum")
    ]


def _deliver(server: TransferServer, file: StoredFile, verify: str) -> None:
    os.environ["AIRFLOW_CONN_BENCH"] = json.dumps(server.connection)
    section = {**server.section, "connection": "bench", "verify": verify}
    target = TARGETS.validate_python(section | {"path": f"{server.path}/ours"})
    with open_remote(target) as remote:
        deliver(file, target, remote, target.path, Try("bench"))


def _sftp(
    server: TransferServer, folder: ServerFolder, source: Path, cipher: str | None = None
) -> None:
    options = [
        *("-q", "-b", "-", "-i", str(folder.user_key), "-P", str(server.connection["port"])),
        *("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"),
        *(("-c", cipher) if cipher else ()),
    ]
    _run(
        ["sftp", *options, f"{server.connection['login']}@127.0.0.1"],
        f"put {source} {server.path}/reference\n",
    )


def _curl(server: TransferServer, folder: ServerFolder, source: Path) -> None:
    login = f"{server.connection['login']}:{server.connection['password']}"
    url = f"ftp://127.0.0.1:{server.connection['port']}{server.path}/reference"
    tls = ["--ssl-reqd", "--cacert", str(folder.authority)]
    encryption = tls if server.section["type"] == "ftps" else []
    _run(["curl", "-sS", "-u", login, *encryption, "-T", str(source), url], "")


def _run(command: list[str], words: str) -> None:
    subprocess.run(  # noqa: S603 - the reference programs, with this file's own arguments
        command, input=words, text=True, check=True, stdout=subprocess.DEVNULL
    )


def _print(rows: list[Row], megabytes: int) -> None:
    write = sys.stdout.write
    write(f"{megabytes} MB, {len(rows[0].seconds)} rounds, {os.cpu_count()} cores, ")
    write(f"{platform.platform()}, Python {platform.python_version()}\n\n")
    write("| server | client | median s | min s | client CPU s | MB/s | ratio |\n")
    write("|---|---|---|---|---|---|---|\n")
    reference = dict[str, float]()
    for row in rows:
        seconds = median(row.seconds)
        ratio = reference.setdefault(row.server, seconds) / seconds
        write(
            f"| {row.server} | {row.name} | {seconds:.2f} | {min(row.seconds):.2f} "
            f"| {median(row.cpu):.2f} "
            f"| {megabytes / seconds:.0f} | {ratio:.2f} |\n"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
