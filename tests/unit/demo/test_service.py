"""Background programs start once, are found again, and leave nobody behind."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from demo.service import Service, stop

# Outliving the program that started them is what services are for.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

PATIENCE = 20  # seconds
# Starts a child that ignores TERM, tells both pids, and waits.
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
child.stdout.readline()
print("child", child.pid, flush=True)
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Return a program with a stubborn child."""
    command = [sys.executable, "-c", PARENT, STUBBORN]
    service = Service("sleeper", command, {"COLOUR": "blue"}, tmp_path, tmp_path / "logs")
    yield service
    stop([service], patience=0.2)


def child_of(service: Service, start: int = 1) -> psutil.Process:
    """Wait until the child of a start, counted from one, is there and return it."""
    end = time.monotonic() + PATIENCE
    while len(lines := service.end_of_log().splitlines()) < start:
        assert time.monotonic() < end, service.end_of_log()
        time.sleep(0.01)
    return psutil.Process(int(lines[start - 1].split()[-1]))


def has_ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_service_runs_once_however_often_it_is_started(service: Service) -> None:
    assert not service.is_running()
    service.start()
    child = child_of(service)
    service.start()
    assert service.is_running()
    assert child_of(service) == child


def test_it_inherits_nothing(service: Service) -> None:
    service.start()
    assert child_of(service).environ()["COLOUR"] == "blue"
    assert "PATH" not in child_of(service).environ()


def test_stopping_ends_the_children_too(service: Service) -> None:
    service.start()
    child = child_of(service)
    stop([service], patience=0.2)
    assert not service.is_running()
    assert has_ended(child)


def test_children_whose_parent_was_killed_are_found(service: Service) -> None:
    service.start()
    child = child_of(service)
    parent = child.parent()
    assert parent
    parent.kill()
    parent.wait()
    assert not service.is_running()
    assert not has_ended(child)
    stop([service], patience=0.2)
    assert has_ended(child)


def test_stopping_what_never_ran_is_harmless(service: Service) -> None:
    stop([service, service], patience=0.2)
    assert not service.is_running()


def test_another_program_with_the_same_pid_is_left_alone(service: Service) -> None:
    service.start()
    child_of(service)
    stop([service], patience=0.2)
    stranger = {"pid": psutil.Process().pid, "born": 0.0}
    (service.logs / "sleeper.pid").write_text(json.dumps(stranger))
    assert not service.is_running()
    stop([service], patience=0.2)


def test_the_log_keeps_what_earlier_starts_printed(service: Service) -> None:
    for start in (1, 2):
        service.start()
        child_of(service, start)
        stop([service], patience=0.2)
    assert len(service.end_of_log().splitlines()) == 2
