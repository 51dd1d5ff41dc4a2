"""The export of the quick start, from its DAG to the partner's folder."""

import hashlib
from pathlib import Path

import pytest

from tests.documents.blocks import blocks
from tests.documents.changes import save
from tests.fixtures.dag_runs import Run
from tests.fixtures.sftp import SftpServer


@pytest.mark.airflow
def test_the_export_of_the_quick_start_reaches_the_partner(
    project: Path, run: Run, sftp_server: SftpServer
) -> None:
    (export,) = (block for block in blocks("docs/quickstart.md") if block.note == "file")
    save(export, project.parent)
    outcome = run("best_members")
    assert outcome.state == "success"
    (file,) = (sftp_server.root / "inbox").iterdir()
    assert file.name.startswith("best_members_20")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == outcome.receipt["sha256"]
    assert file.read_bytes().startswith(b"Customer;First name;Points\n")
    assert outcome.receipt["rows"] > 0
