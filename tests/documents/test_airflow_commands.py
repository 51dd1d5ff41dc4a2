"""Airflow's own commands on the pages: all are parsed by Airflow, those of blocks also run."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, documents
from tests.documents.blocks import blocks
from tests.documents.prompt import commands_of

# Besides what the Simple auth manager has, it knows users, roles and rights.
FAB = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
INLINE = re.compile(r"`airflow ([a-z][^`<…]*)`")


@pytest.mark.airflow
def test_every_airflow_command_of_the_pages_is_one_and_blocks_of_them_work(
    airflow_database: Path,
) -> None:
    commands = [["run", "fab-db", "migrate"]]
    commands += [["run", *words] for page in documents() for words in in_blocks(page, run=True)]
    parsed = [words for page in documents() for words in in_blocks(page, run=False)]
    commands += [["parse", *words] for words in parsed]
    done = subprocess.run(  # noqa: S603 - our own interpreter and the documents' commands
        [sys.executable, "-m", "tests.documents.airflow_commands", json.dumps(commands)],
        cwd=ROOT,
        env={
            **os.environ,
            "AIRFLOW_HOME": str(airflow_database),
            "AIRFLOW__CORE__AUTH_MANAGER": FAB,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def in_blocks(page: str, *, run: bool) -> list[list[str]]:
    """Return the words of the commands to run, or of those that are only parsed."""
    found = []
    for block in blocks(page):
        if block.language == "sh" and run == (block.note != "not run"):
            found += [
                shlex.split(command)[1:]
                for command in commands_of(block.text)
                if command.startswith("airflow ")
            ]
    if not run:
        text = (ROOT / page).read_text(encoding="utf-8")
        found += [shlex.split(command) for command in INLINE.findall(text)]
    return found
