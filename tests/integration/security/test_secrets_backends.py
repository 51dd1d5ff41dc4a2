"""Connections that no environment variable and no database holds: they come from a backend."""

import json
import os
import subprocess
import sys
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from tests.fixtures.airflow_home import ROOT
from tests.fixtures.sftp import SftpServer

PROGRAM = """
import json, sys
from antavo_export.orchestration.database import connector
from antavo_export.orchestration.hooks import open_remote
from antavo_export.targets import SftpTarget

with connector("loyalty_reader")() as connection:
    rows = connection.execute("SELECT count(*) FROM loyalty.customers").fetchone()[0]
with open_remote(SftpTarget(type="sftp", connection="partner_vault", path="/a.csv")) as remote:
    place = remote.where("/")
print(json.dumps([rows, place]))
"""


def test_database_and_target_take_their_connections_from_a_secrets_backend(
    loyalty_uri: str, sftp_server: SftpServer, tmp_path: Path
) -> None:
    database = conninfo_to_dict(loyalty_uri)
    connections = {
        "loyalty_reader": {
            "conn_type": "postgres",
            "host": database["host"],
            "port": int(str(database["port"])),
            "schema": database["dbname"],
            "login": database["user"],
            "password": database["password"],
        },
        "partner_vault": {
            "conn_type": "sftp",
            "host": sftp_server.host,
            "port": sftp_server.port,
            "login": sftp_server.username,
            "password": sftp_server.password,
            "extra": {"host_key": sftp_server.host_key},
        },
    }
    vault = tmp_path / "connections.json"
    vault.write_text(json.dumps(connections), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "plugins"),
            "AIRFLOW__SECRETS__BACKEND": "airflow.secrets.local_filesystem.LocalFilesystemBackend",
            "AIRFLOW__SECRETS__BACKEND_KWARGS": json.dumps({"connections_file_path": str(vault)}),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows, place = json.loads(done.stdout.splitlines()[-1])
    assert rows == 500
    assert sftp_server.username in place
    assert sftp_server.password not in done.stdout + done.stderr
