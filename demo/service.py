"""A program that runs in the background after the one that started it has gone."""

import json
import os
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

GRACE_SECONDS = 5
PAUSE_SECONDS = 0.1
CLOCK_SECONDS = 10  # psutil derives a start from the wall clock, which may be set meanwhile


@dataclass(frozen=True)
class Service:
    """One background program with a session, a log file and a pid file of its own.

    Attributes:
        name: what people and the names of its files call it.
        command: program and arguments.
        environment: all of its environment; nothing is inherited.
        folder: its working directory, which must exist.
        logs: the folder of `<name>.log` and `<name>.pid`.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    logs: Path

    @property
    def log(self) -> Path:
        """What the program prints, of all its starts."""
        return self.logs / f"{self.name}.log"

    def start(self) -> None:
        """Start the program unless it runs."""
        if self.is_running():
            return
        self.logs.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            started = subprocess.Popen(  # noqa: S603 - our own program and arguments, no shell
                self.command,
                env=dict(self.environment),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        born = psutil.Process(started.pid).create_time()
        self._pid_file.write_text(json.dumps({"pid": started.pid, "born": born}), encoding="utf-8")

    def is_running(self) -> bool:
        """Tell whether the program itself, not just something it started, is alive."""
        pid = self._recorded_pid()
        try:
            return pid is not None and _is_alive(psutil.Process(pid))
        except psutil.NoSuchProcess:
            return False

    def end_of_log(self, lines: int = 20) -> str:
        """Return what the program printed last."""
        if not self.log.exists():
            return ""
        return "\n".join(
            self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        )

    def family(self) -> list[psutil.Process]:
        """Return the program and everything that it started, dead leader or not."""
        pid = self._recorded_pid()
        if pid is None:
            return []
        return [process for process in psutil.process_iter() if _belongs_to(pid, process)]

    def ask_to_end(self) -> None:
        """Send TERM to the program itself, which may want to end its children in good order."""
        pid = self._recorded_pid()
        with suppress(psutil.NoSuchProcess):
            if pid is not None:
                psutil.Process(pid).terminate()

    @property
    def _pid_file(self) -> Path:
        return self.logs / f"{self.name}.pid"

    def _recorded_pid(self) -> int | None:
        """Return the pid of the last start, or None once another program has that pid.

        The kernel hands a pid out again only when no process and no session bears it any more, so
        a pid that nobody has may still be that of a session whose leader died.
        """
        try:
            recorded = json.loads(self._pid_file.read_text(encoding="utf-8"))
            pid = int(recorded["pid"])
            born = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:
            return pid
        except (OSError, ValueError, KeyError):
            return None
        return pid if abs(born - recorded["born"]) < CLOCK_SECONDS else None


def stop(services: Sequence[Service], patience: float = GRACE_SECONDS) -> None:
    """End services together; what has not gone after `patience` seconds is killed.

    Airflow's scheduler and api-server leave children behind when they are ended alone, so whatever
    descends from them or shares their session is ended with them.
    """
    families = [process for service in services for process in service.family()]
    for service in services:
        service.ask_to_end()
    _wait(families, patience)
    families += [process for service in services for process in service.family()]
    for process in families:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _wait(families, GRACE_SECONDS)


def _wait(processes: Iterable[psutil.Process], seconds: float) -> None:
    """Wait until they have ended, reaped or not: some containers have nobody who reaps."""
    end = time.monotonic() + seconds
    while any(map(_is_alive, processes)) and time.monotonic() < end:
        time.sleep(PAUSE_SECONDS)


def _is_alive(process: psutil.Process) -> bool:
    try:
        alive: bool = process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    return alive


def _belongs_to(leader: int, process: psutil.Process) -> bool:
    try:
        if os.getsid(process.pid) == leader:
            return True
        return leader in (parent.pid for parent in process.parents())
    except (OSError, psutil.Error):
        return False
