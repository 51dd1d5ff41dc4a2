"""Running one tool and watching what it and the server use."""

import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_SECONDS: Final = re.compile(r"seconds ([0-9.]+)")
_EVERY: Final = 0.05  # seconds between two looks at the memory
_LOOKS_PER_SEARCH: Final = 10


@dataclass(frozen=True)
class Measurement:
    """What one run of one tool took.

    Attributes:
        seconds: Of the work itself.
        rss_mb: Peak resident memory of the client's process tree, pages that several
            processes share counted for each of them.
        client_cpu: Processor seconds of that tree.
        server_cpu: Processor seconds of the Postgres server.
        foreign: The part of the machine's processor time that went elsewhere, 0 to 1: noise.
        size: Bytes of the file.
    """

    seconds: float
    rss_mb: float
    client_cpu: float
    server_cpu: float
    foreign: float
    size: int


def measure(tool: str, work: str, uri: str, out: Path, server: int) -> Measurement | str:
    """Return the measurement, or in words why there is none; ``server`` is the postmaster's pid."""
    command = [sys.executable, "-m", "bench.tools", tool, work, uri, str(out)]
    machine, before = _busy(), _server_cpu(server)
    children = os.times()
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peak = _Peak(process.pid)
    peak.start()
    said, complaint = process.communicate()
    peak.join()
    if process.returncode:
        return complaint.strip().splitlines()[-1][:200] if complaint.strip() else "failed"
    found = _SECONDS.search(said)
    after = os.times()
    client = after.children_user + after.children_system
    client -= children.children_user + children.children_system
    server_cpu = _server_cpu(server) - before
    busy, total = (b - a for a, b in zip(machine, _busy(), strict=True))
    return Measurement(
        seconds=float(found[1]) if found else float("nan"),
        rss_mb=peak.bytes / 1e6,
        client_cpu=client,
        server_cpu=server_cpu,
        foreign=max(busy - client - server_cpu, 0) / total,
        size=sum(file.stat().st_size for file in _files(out)),
    )


class _Peak(threading.Thread):
    """Looks at the memory of a process tree until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._known = [pid]
        self._looks = 0
        self.bytes = 0

    def run(self) -> None:
        done = threading.Event()
        while psutil.pid_exists(self._pid):
            try:
                if psutil.Process(self._pid).status() == psutil.STATUS_ZOMBIE:
                    return
                tree = [psutil.Process(pid) for pid in self._tree()]
                self.bytes = max(self.bytes, sum(each.memory_info().rss for each in tree))
            except psutil.Error:
                continue
            done.wait(_EVERY)

    def _tree(self) -> list[int]:
        """Return the processes of the tree, looking for new ones now and then: that is dear."""
        if self._looks % _LOOKS_PER_SEARCH == 0:
            children = psutil.Process(self._pid).children(recursive=True)
            self._known = [self._pid, *(child.pid for child in children)]
        self._looks += 1
        return [pid for pid in self._known if psutil.pid_exists(pid)]


def _files(out: Path) -> list[Path]:
    return [path for path in [out, *out.parent.glob("store/*/*/*")] if path.is_file()]


def _busy() -> tuple[float, float]:
    times = psutil.cpu_times()
    total = sum(times)
    return total - times.idle - times.iowait, total


def _server_cpu(postmaster: int) -> float:
    """Return the processor seconds of the server, of connections that have ended too."""
    times = psutil.Process(postmaster).cpu_times()
    living = [child.cpu_times() for child in psutil.Process(postmaster).children()]
    ended = times.children_user + times.children_system
    return float(ended + sum(each.user + each.system for each in [times, *living]))
