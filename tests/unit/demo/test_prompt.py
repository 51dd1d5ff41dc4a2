"""The file that gives a prompt the demo's connections."""

import json
import subprocess
import sys
from pathlib import Path

from demo.prompt import write_prompt

CONNECTION = json.dumps({"conn_type": "sftp", "password": "it's a $ecret `pwd`\n"})
VARIABLES = {
    "AIRFLOW_HOME": "/a folder/airflow",
    "AIRFLOW_CONN_PARTNER_SFTP": CONNECTION,
    "AIRFLOW__API_AUTH__JWT_SECRET": "of the services",
    "PATH": "/elsewhere",
}


def test_a_shell_that_reads_it_has_the_connections_to_the_letter(tmp_path: Path) -> None:
    write_prompt(tmp_path, VARIABLES)
    printed = subprocess.run(
        ["/bin/sh", "-eu", "-c", ". ./environment; env -0"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = dict(line.split("=", 1) for line in printed.split("\0") if line)
    assert {name for name in found if name.startswith("AIRFLOW")} == {
        "AIRFLOW_HOME",
        "AIRFLOW_CONN_PARTNER_SFTP",
    }
    assert found["AIRFLOW_CONN_PARTNER_SFTP"] == CONNECTION
    assert found["PATH"] == f"{Path(sys.executable).parent}:/usr/bin:/bin"


def test_nobody_else_can_read_it_not_even_after_a_second_start(tmp_path: Path) -> None:
    for _ in range(2):
        write_prompt(tmp_path, VARIABLES)
        assert (tmp_path / "environment").stat().st_mode & 0o777 == 0o600
