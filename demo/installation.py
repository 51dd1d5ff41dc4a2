"""The step before all others: `.venv` with exactly what a lock file pins.

Runs on the machine's own Python before anything is installed, so it uses the standard library
alone. What is already as the lock file says is left as it is.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
DEMO, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
# The development lock contains the other one, at the same versions.
CONTAINED = {DEMO: [DEMO], DEVELOPMENT: [DEVELOPMENT, DEMO]}
PIP = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
# What the lock file does not say pip may not guess: every version and hash comes from it.
LOCKED = [*PIP, "--no-deps", "--require-hashes", "--progress-bar=off", "--requirement"]
# The build backend is pinned by the lock file too, so nothing is fetched to build the project.
PROJECT = [*PIP, "--no-deps", "--no-build-isolation", "--quiet", "--editable", str(ROOT)]


class InstallationError(Exception):
    """pip failed; the message ends with what it printed last."""

    def __init__(self) -> None:
        lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        super().__init__("\n".join(["", *lines, "", f"All that pip printed: {LOG}"]))


class Progress:
    """One line that says what is done, how far it is and how long it took."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._rewrites = sys.stdout.isatty()
        self._write(" ...")

    def found(self, packages: int) -> None:
        """Show a number on a terminal; a log file is not filled with numbers."""
        if self._rewrites:
            self._write(f": {packages} found")

    def end(self) -> None:
        """Say how long it took."""
        self._write(f": {time.monotonic() - self._began:.0f} s")
        if self._rewrites:
            sys.stdout.write("\n")

    def _write(self, end: str) -> None:
        line = f"{self._what}{end}"
        sys.stdout.write(f"\r{line:<70}" if self._rewrites else f"{line}\n")
        sys.stdout.flush()


def install(lock: str) -> None:
    """Make `.venv` hold what the lock file pins, and the project itself, editable.

    Raises:
        InstallationError: a package could not be had or is not the one that was pinned.
    """
    if _stamp(lock).exists() and _stamp(lock).read_text(encoding="utf-8") == _digest(lock):
        return
    progress = Progress(f"Install {_pinned(lock)} pinned packages into .venv")
    if not _works():
        venv.create(VENV, clear=True, with_pip=True)
    for found in _pip([*LOCKED, str(ROOT / lock)]):
        progress.found(found)
    for _ in _pip(PROJECT):
        continue
    for contained in CONTAINED[lock]:
        _stamp(contained).write_text(_digest(contained), encoding="utf-8")
    progress.end()


def _works() -> bool:
    """Tell whether `.venv` has a Python that runs: the one it was made from may have gone."""
    try:
        return subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0  # noqa: S603 - ours
    except OSError:
        return False


def _pip(command: list[str]) -> Iterator[int]:
    """Run pip and yield how many packages it has found so far, now and then."""
    found = 0
    # Nothing that the caller has set may lead Python astray, for instance into another venv.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    with (
        LOG.open("a", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - our own program and arguments, no shell
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as pip,
    ):
        for line in pip.stdout or ():
            log.write(line)
            found += line.startswith("Collecting ")
            yield found
    if pip.returncode:
        raise InstallationError


def _pinned(lock: str) -> int:
    return sum("==" in line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())


def _stamp(lock: str) -> Path:
    return VENV / f".{lock}.installed"


def _digest(lock: str) -> str:
    """Return a hash of all that decides what `.venv` should hold."""
    files = [ROOT / lock, ROOT / "pyproject.toml"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def main() -> int:
    """Install what the one argument names and return the exit status."""
    parser = argparse.ArgumentParser(prog="python3 -m demo.installation", description=__doc__)
    parser.add_argument("lock", choices=[DEMO, DEVELOPMENT])
    try:
        install(parser.parse_args().lock)
    except InstallationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
