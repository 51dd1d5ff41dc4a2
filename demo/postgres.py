"""An embedded Postgres: a server of our own that needs nothing installed on the machine.

It listens on 127.0.0.1 only, asks for a password (SCRAM), and outlives the process that started
it. Where its programs come from is known to `demo.postgres_programs` alone.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from demo.postgres_programs import PostgresError, hand_over, run

__all__ = ["Postgres", "PostgresError"]

SUPERUSER = "postgres"
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a deep checkout would exceed the 107 bytes of a socket's path
    "synchronous_commit": "off",  # a machine that dies loses the last second, never the cluster
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True)
class Postgres:
    """One database cluster and its server; every method may be repeated without harm.

    Attributes:
        home: the folder that holds all of it. Started by root it belongs to `nobody` afterwards,
            and every folder above it must let other users through
            (`demo.postgres_programs.open_to_all`).
        port: TCP port on 127.0.0.1; may differ from one start to the next.
        password: of the superuser `postgres`; only the first start of a cluster sets it.
    """

    home: Path
    port: int
    password: str

    @property
    def data(self) -> Path:
        """The cluster's data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.home / "postgres.log"

    def uri(self, database: str = "postgres") -> str:
        """Return a libpq URI of the superuser, password included: keep it out of logs."""
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Create the cluster if there is none and start its server unless it runs.

        Raises:
            PostgresError: the server did not come up, e.g. because the port is taken.
        """
        if self.is_running():
            return
        self.home.mkdir(parents=True, exist_ok=True)
        hand_over(self.home)
        if not self.data.exists():
            self._create_cluster()
        self._forget_foreign_pid()
        try:
            run(
                "pg_ctl",
                "start",
                "--wait",
                f"--timeout={START_SECONDS}",
                f"--pgdata={self.data}",
                f"--log={self.log}",
                f"--options=-p {self.port}",
                home=self.home,
            )
        except PostgresError as failure:
            raise PostgresError("pg_ctl start", f"{failure}\n{self._end_of_log()}") from None

    def stop(self) -> None:
        """Disconnect everyone, write everything to disk and end the server."""
        if self.is_running():
            run("pg_ctl", "stop", "--wait", "--mode=fast", f"--pgdata={self.data}", home=self.home)

    def is_running(self) -> bool:
        """Tell whether the process named by the pid file is a server of this cluster."""
        pid = self._recorded_pid()
        try:
            return pid is not None and str(self.data) in psutil.Process(pid).cmdline()
        except psutil.Error:
            return False

    def create_database(self, name: str) -> bool:
        """Create an empty UTF-8 database; False when there is one of that name already."""
        with psycopg.connect(self.uri(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone():
                return False
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            return True

    def drop_database(self, name: str) -> None:
        """Drop a database if it exists, disconnecting whoever uses it."""
        with psycopg.connect(self.uri(), autocommit=True) as connection:
            statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(name)))

    def _create_cluster(self) -> None:
        """Run initdb beside the final place, so that one cut short is never taken for a cluster."""
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self.home / "initial-password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password, encoding="utf-8")
        hand_over(password_file)
        try:
            run(
                "initdb",
                f"--pgdata={unfinished}",
                f"--username={SUPERUSER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                *(f"--set={name}={value}" for name, value in SETTINGS.items()),
                home=self.home,
            )
        finally:
            password_file.unlink()
        unfinished.rename(self.data)

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _forget_foreign_pid(self) -> None:
        """Remove the pid file of a killed server whose pid is another program's by now.

        Postgres clears a dead pid away by itself but takes a living one for its own.
        """
        pid = self._recorded_pid()
        if pid is not None and psutil.pid_exists(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _end_of_log(self) -> str:
        return self.log.read_text(encoding="utf-8")[-2000:] if self.log.exists() else ""
