"""The demo from its first start to its end, as `make demo` runs it."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from demo.demo import Demo
from demo.settings import PORTS, ROOT, port_variable, read_settings
from tests.fixtures.ports import free_port

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Prompt:
    """What a person has in front of them: a command and what it prints."""

    folder: Path
    environment: dict[str, str]

    def demo(self, action: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m demo` and return when the prompt is back."""
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "demo", action, "--folder", str(self.folder)],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def prompt() -> Iterator[Prompt]:
    """Return a prompt for a demo of its own; whatever happens, it is stopped and removed."""
    with tempfile.TemporaryDirectory(prefix="antavo-export-demo-") as parent:
        Path(parent).chmod(0o711)
        folder = Path(parent) / "demo"
        ports = {port_variable(name): str(free_port()) for name in PORTS}
        prompt = Prompt(folder, {**os.environ, **ports, "DEMO_SCALE": "0.02"})
        yield prompt
        prompt.demo("down")
        if folder.exists():
            shutil.rmtree(Demo(read_settings({}, folder)).postgres_home, ignore_errors=True)


@pytest.fixture(scope="module")
def first_start(prompt: Prompt) -> str:
    """Return what the first start printed."""
    started = prompt.demo("up")
    assert started.returncode == 0, started.stdout + started.stderr
    return started.stdout


def test_the_first_start_delivers_the_bytes_that_it_shows(prompt: Prompt, first_start: str) -> None:
    path, size, digest, line = (
        re.search(pattern, first_start, re.MULTILINE)
        for pattern in (
            r"^Delivered by SFTP: /(\S+)$",
            r"^  bytes +([\d,]+)$",
            r"^  sha256 +([0-9a-f]{64})",
            r"^  \| (Customer;.+)$",
        )
    )
    assert path
    assert size
    assert digest
    assert line
    content = (prompt.folder / "sftp" / path[1]).read_bytes()
    assert len(content) == int(size[1].replace(",", ""))
    assert hashlib.sha256(content).hexdigest() == digest[1]
    assert content.decode().splitlines()[0] == line[1]


def test_the_first_start_says_where_to_look_and_how_to_stop(
    prompt: Prompt, first_start: str
) -> None:
    demo = Demo(read_settings({}, prompt.folder))
    assert f"Airflow  {demo.settings.url}\n" in first_start
    assert re.search(rf"^  admin +{re.escape(demo.passwords.admin)}$", first_start, re.MULTILINE)
    assert "make demo-down" in first_start


@pytest.mark.usefixtures("first_start")
def test_a_prompt_can_read_the_demos_data_and_nobody_else_its_passwords(prompt: Prompt) -> None:
    file = prompt.folder / "environment"
    assert file.stat().st_mode & 0o777 == 0o600
    command = '. "$1"; antavo-export preview export_configs/weekly_active_customers.yaml --rows 1'
    shown = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-eu", "-c", command, "sh", str(file)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("Customer ")


@pytest.mark.usefixtures("first_start")
def test_a_second_start_changes_nothing_and_says_what_runs(prompt: Prompt) -> None:
    before = leaders(prompt)
    again = prompt.demo("up")
    assert again.returncode == 0, again.stderr
    assert "running already" in again.stdout
    assert "Delivered" not in again.stdout
    assert leaders(prompt) == before


@pytest.mark.usefixtures("first_start")
def test_other_ports_are_refused_while_it_runs(prompt: Prompt) -> None:
    other = Prompt(prompt.folder, {**prompt.environment, "DEMO_PORT_UI": str(free_port())})
    refused = other.demo("up")
    assert refused.returncode == 1
    assert "make demo-down" in refused.stderr


@pytest.mark.usefixtures("first_start")
def test_no_password_is_in_a_log(prompt: Prompt) -> None:
    passwords = Demo(read_settings({}, prompt.folder)).passwords
    logs = [*prompt.folder.glob("logs/*"), *prompt.folder.glob("airflow/logs/**/*.log")]
    assert len(logs) > 10
    for log in logs:
        text = log.read_text(errors="replace")
        assert not [name for name, word in vars(passwords).items() if word in text], log


@pytest.mark.usefixtures("first_start")
def test_after_the_end_nothing_is_left_running(prompt: Prompt) -> None:
    family = everyone(prompt)
    assert len(family) > 6
    ended = prompt.demo("down")
    assert ended.returncode == 0, ended.stderr
    assert sorted(pid for pid in family if is_running(pid)) == []
    assert "Nothing was running" in prompt.demo("down").stdout


def leaders(prompt: Prompt) -> set[int]:
    """Return the pids of all services, as they were recorded when they were started."""
    files = prompt.folder.glob("logs/*.pid")
    postgres = Demo(read_settings({}, prompt.folder)).postgres.data / "postmaster.pid"
    return {json.loads(file.read_text())["pid"] for file in files} | {
        int(postgres.read_text().split()[0])
    }


def everyone(prompt: Prompt) -> set[int]:
    """Return the pids of all services and of what they keep running, idle workers included."""
    services = Demo(read_settings({}, prompt.folder)).services
    return leaders(prompt) | {each.pid for service in services for each in service.family()}


def is_running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
