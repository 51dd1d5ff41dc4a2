"""A whole Airflow of the demo's parts, below a sub-path, with folders of its own."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import httpx

from demo.airflow import Airflow
from demo.airflow_api import AirflowApi
from demo.demo import Demo
from demo.down import down
from demo.settings import PORTS, ROOT, Settings
from demo.sftp import host_key
from demo.up import up
from tests.fixtures.ports import free_port
from tests.fixtures.whole_airflow import LONG_LIMITS

SUB_PATH = "/data/airflow"
SCALE = 0.05


class SiteSettings(Settings):
    """Settings of an Airflow that shares its address with other sites."""

    @property
    def url(self) -> str:
        return f"{super().url}{SUB_PATH}"


class SiteAirflow(Airflow):
    """An Airflow whose DAGs and export files are below its own folder."""

    def environment(self) -> dict[str, str]:
        return {
            **super().environment(),
            **LONG_LIMITS,
            "AIRFLOW__CORE__DAGS_FOLDER": str(self.settings.folder / "dags"),
            "AIRFLOW__CORE__PARALLELISM": "2",
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "3",
            "AIRFLOW__ANTAVO_EXPORT__PAGE_WRITES_FILES": "True",
        }


class SiteDemo(Demo):
    """The demo's parts around that Airflow."""

    @cached_property
    def airflow(self) -> Airflow:
        passwords = self.passwords  # creates the folder
        key = host_key(self.settings.folder / "sftp-host-key")
        return SiteAirflow(self.settings, passwords, self.postgres, key)


@dataclass(frozen=True)
class Site:
    """A running Airflow and everything around it."""

    demo: SiteDemo

    @property
    def url(self) -> str:
        """Where its pages are, without a slash at the end."""
        return self.demo.settings.url

    @property
    def configs(self) -> Path:
        """The folder of export files."""
        return self.demo.settings.folder / "export_configs"

    @property
    def inbox(self) -> Path:
        """The partner's folder on the SFTP server."""
        return self.demo.settings.sftp_root / "inbox"

    def token(self, user: str) -> str:
        """Return what a browser shows as the cookie ``_token`` once ``user`` has logged in."""
        credentials = {"username": user, "password": getattr(self.demo.passwords, user)}
        answer = httpx.post(f"{self.url}/auth/token", json=credentials, timeout=60, trust_env=False)
        return str(answer.raise_for_status().json()["access_token"])

    def trigger(self, export_id: str, conf: Mapping[str, object]) -> str:
        """Begin a run and return its id."""
        answer = httpx.post(
            f"{self.url}/api/v2/dags/{export_id}/dagRuns",
            json={"logical_date": None, "conf": dict(conf)},
            headers={"Authorization": f"Bearer {self.token('admin')}"},
            timeout=60,
            trust_env=False,
        )
        return str(answer.raise_for_status().json()["dag_run_id"])

    def result(self, export_id: str, run_id: str, task_id: str) -> dict[str, object]:
        """Return what a task of a run returned."""
        with AirflowApi.login(self.url, "admin", self.demo.passwords.admin) as api:
            return api.result(export_id, run_id, task_id)


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """Run an Airflow in ``folder`` that has delivered one export already."""
    for name in ("dags", "export_configs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    demo = SiteDemo(SiteSettings(folder, {name: free_port() for name in PORTS}, SCALE))
    try:
        up(demo)
        yield Site(demo)
    finally:
        down(demo)
        if not demo.postgres_home.is_relative_to(folder):
            shutil.rmtree(demo.postgres_home, ignore_errors=True)


def stored_file(receipt: dict[str, object]) -> Path:
    """Return the file of a receipt in the store, which is a folder here."""
    return Path(os.fspath(httpx.URL(str(receipt["uri"])).path))
