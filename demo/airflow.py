"""A whole Airflow for the demo, configured by environment variables alone.

Its four services run on their own rather than under `airflow standalone`, which leaves some of
them behind when it is ended.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.loyalty import READER
from demo.passwords import Passwords, write_private
from demo.postgres import Postgres
from demo.service import Service
from demo.settings import ROOT, Settings

DATABASE = "airflow"
LOYALTY = "loyalty"
PARTNER = "partner"  # the account on the SFTP server
USERS = {"admin": "admin", "user": "user", "viewer": "viewer"}  # name: role
PROGRAMS = {
    "api-server": ("--workers", "1"),
    "scheduler": ("--skip-serve-logs",),
    "dag-processor": (),
    "triggerer": ("--skip-serve-logs",),
}
# What a program may know about the machine it runs on; above all no proxy and no AIRFLOW__ of the
# user's, which would send the demo's traffic, or the demo itself, somewhere else.
INHERITED = ("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "TMPDIR", "USER")


@dataclass(frozen=True)
class Airflow:
    """The demo's Airflow: its environment, its database and its services."""

    settings: Settings
    passwords: Passwords
    postgres: Postgres
    partner_key: str

    @property
    def home(self) -> Path:
        """AIRFLOW_HOME: logs and the store of finished exports are below it."""
        return self.settings.folder / "airflow"

    def prepare(self) -> None:
        """Create AIRFLOW_HOME with the passwords of its users."""
        self.home.mkdir(parents=True, exist_ok=True)
        users = {name: getattr(self.passwords, name) for name in USERS}
        write_private(self._users_file, json.dumps(users))

    def migration(self) -> "subprocess.Popen[bytes]":
        """Start creating or upgrading Airflow's own tables; prints to `migration.log`."""
        self.settings.logs.mkdir(parents=True, exist_ok=True)
        with (self.settings.logs / "migration.log").open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "airflow", "db", "migrate"],
                env=self.environment(),
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def services(self) -> list[Service]:
        """Return the four services, in the order in which they are best started."""
        return [
            Service(
                name,
                [sys.executable, "-m", "airflow", name, *arguments],
                self.environment(),
                self.home,
                self.settings.logs,
            )
            for name, arguments in PROGRAMS.items()
        ]

    def environment(self) -> dict[str, str]:
        """Return all environment variables of the services; some hold passwords."""
        programs = str(Path(sys.executable).parent)
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return {
            **inherited,
            "PATH": os.pathsep.join([programs, inherited.get("PATH", os.defpath)]),
            "AIRFLOW_HOME": str(self.home),
            **_variables(self._configuration()),
            **{
                f"AIRFLOW_CONN_{name.upper()}": json.dumps(connection)
                for name, connection in self._connections().items()
            },
        }

    @property
    def _users_file(self) -> Path:
        return self.home / "users.json"

    def _configuration(self) -> dict[str, dict[str, object]]:
        ports, passwords = self.settings.ports, self.passwords
        return {
            "core": {
                "auth_manager": "airflow.api_fastapi.auth.managers.simple."
                "simple_auth_manager.SimpleAuthManager",
                "dags_are_paused_at_creation": False,
                "dags_folder": ROOT / "dags",
                "executor": "LocalExecutor",
                "fernet_key": passwords.fernet_key,
                "hostname_callable": "socket.gethostname",  # no name server needed
                "load_examples": False,
                "parallelism": 4,  # idle workers are most of the memory that Airflow takes
                "plugins_folder": ROOT / "plugins",
                "simple_auth_manager_passwords_file": self._users_file,
                "simple_auth_manager_users": ",".join(f"{n}:{role}" for n, role in USERS.items()),
            },
            "database": {
                "sql_alchemy_conn": self.postgres.uri(DATABASE).replace(
                    "postgresql:", "postgresql+psycopg2:", 1
                )
            },
            "api": {
                "base_url": self.settings.url,
                "host": "127.0.0.1",
                "port": ports["ui"],
                "secret_key": passwords.session_key,
            },
            "api_auth": {"jwt_secret": passwords.jwt_secret},
            "dag_processor": {"min_file_process_interval": 10},
            "usage_data_collection": {"enabled": False},
            # A machine that is busy starting all of this may keep a task waiting for its first
            # answers; Airflow's 5 s would ask again and again, and count silence as a failure.
            "workers": {"execution_api_timeout": 60},
        }

    def _connections(self) -> dict[str, dict[str, object]]:
        ports, passwords = self.settings.ports, self.passwords
        return {
            "antavo": {
                "conn_type": "postgres",
                "host": "127.0.0.1",
                "port": ports["postgres"],
                "schema": LOYALTY,
                "login": READER,
                "password": passwords.exporter,
            },
            "partner_sftp": {
                "conn_type": "sftp",
                "host": "127.0.0.1",
                "port": ports["sftp"],
                "login": PARTNER,
                "password": passwords.partner,
                "extra": {"host_key": self.partner_key},
            },
        }


def _variables(configuration: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    return {
        f"AIRFLOW__{section.upper()}__{option.upper()}": str(value)
        for section, options in configuration.items()
        for option, value in options.items()
    }
