"""All parts of the demo, put together."""

import hashlib
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from demo.airflow import PARTNER, Airflow
from demo.passwords import Passwords, write_private
from demo.postgres import Postgres
from demo.postgres_programs import open_to_all, server_account
from demo.service import Service
from demo.settings import ROOT, Settings
from demo.sftp import host_key


@dataclass(frozen=True)
class Demo:
    """The parts, built on first use; building one starts nothing."""

    settings: Settings

    @cached_property
    def passwords(self) -> Passwords:
        """Made at the first use in a checkout."""
        self.settings.folder.mkdir(mode=0o755, exist_ok=True)
        return Passwords.kept_in(self.settings.folder / "passwords.json")

    @cached_property
    def postgres(self) -> Postgres:
        """The embedded server."""
        port = self.settings.ports["postgres"]
        return Postgres(self.postgres_home, port, self.passwords.postgres)

    @property
    def postgres_home(self) -> Path:
        """The folder of the embedded server.

        Run by root from a checkout that other users cannot enter, such as one below /root, it is
        a folder of temporary files that survive a reboot: the server's account is not root. Its
        name depends on the password, so that a checkout that is made anew gets a new server.
        """
        if server_account() is None or open_to_all(self.settings.folder):
            return self.settings.folder / "postgres"
        unique = hashlib.sha256(self.passwords.postgres.encode()).hexdigest()[:12]
        return Path("/var/tmp") / f"antavo-export-demo-{unique}"  # noqa: S108 - see above

    @cached_property
    def sftp(self) -> Service:
        """The partner's server."""
        folder, password_file = self.settings.folder, self.settings.folder / "sftp-password"
        write_private(password_file, self.passwords.partner)
        return Service(
            "sftp",
            [
                *(sys.executable, "-m", "demo.sftp"),
                *("--root", str(self.settings.sftp_root)),
                *("--port", str(self.settings.ports["sftp"])),
                *("--username", PARTNER),
                *("--password-file", str(password_file)),
                *("--key-file", str(folder / "sftp-host-key")),
            ],
            {"PATH": os.environ.get("PATH", os.defpath)},
            ROOT,
            self.settings.logs,
        )

    @cached_property
    def airflow(self) -> Airflow:
        """The whole of Airflow."""
        passwords = self.passwords  # creates the folder
        key = host_key(self.settings.folder / "sftp-host-key")
        return Airflow(self.settings, passwords, self.postgres, key)

    @property
    def services(self) -> list[Service]:
        """Everything that runs besides the database server."""
        return [self.sftp, *self.airflow.services()]

    def running(self) -> dict[str, bool]:
        """Tell of every part whether it runs."""
        parts = {"postgres": self.postgres.is_running()}
        return parts | {service.name: service.is_running() for service in self.services}
