"""The prompt of the documents' commands."""

import json
import shutil
from pathlib import Path

import pytest

from demo.prompt import write_prompt
from tests.architecture.project import ROOT
from tests.documents.prompt import Prompt
from tests.fixtures.command_line import CommandLine
from tests.fixtures.dag_runs import sftp_connection
from tests.fixtures.sftp import SftpServer


def copy_checkout(folder: Path, *more: str) -> None:
    """Copy what the commands of the pages see of a checkout, and the folders named besides."""
    for name in ("dags", "export_configs", "plugins", *more):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def prompt(
    tmp_path: Path,
    loyalty_uri: str,
    sftp_server: SftpServer,
    antavo_export: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> Prompt:
    """Return a prompt in a copy of the checkout's exports, with the demo's connections set."""
    copy_checkout(tmp_path)
    (sftp_server.root / "inbox").mkdir()
    environment = {
        "AIRFLOW_HOME": str(tmp_path / "airflow"),
        "AIRFLOW_CONN_ANTAVO": loyalty_uri,
        "AIRFLOW_CONN_PARTNER_SFTP": json.dumps(sftp_connection(sftp_server)),
    }
    (tmp_path / ".demo").mkdir()
    (tmp_path / ".demo" / "sftp").symlink_to(sftp_server.root)
    write_prompt(tmp_path / ".demo", environment)
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        if name.startswith("AIRFLOW_CONN_"):  # Airflow itself runs in a home of the tests
            monkeypatch.setenv(name, value)
    return Prompt(tmp_path, antavo_export, environment)
