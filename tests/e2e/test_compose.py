"""Services of docker-compose.yaml by their own command lines, outside of Docker."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from demo.airflow_api import AirflowApi
from tests.fixtures.compose import ROOT, read_compose
from tests.fixtures.compose_services import CUSTOMERS, DATABASES, Service, Stack
from tests.fixtures.whole_airflow import wait_for

Process = subprocess.Popen[bytes]

SERVERS = ("redis", "sftp", "ftps")
ONCE = ("loyalty-data", "airflow-init")
AIRFLOW = (
    "airflow-api-server",  # first: the others ask it
    "airflow-scheduler",
    "airflow-dag-processor",
    "airflow-triggerer",
    "airflow-worker",
)
NOT_RUN = {"mail"}
EXPORT = "weekly_active_customers"
PATIENCE = 900

pytestmark = pytest.mark.e2e


@contextmanager
def started(service: Service) -> Iterator[Process]:
    """Run a service until the block ends; nothing that it started outlives it."""
    process = service.start()
    try:
        yield process
    finally:
        _kill_group(process)


def _kill_group(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def healthy(service: Service, process: Process) -> bool:
    """Run the health check of a service, which must not have ended."""
    assert process.poll() is None, f"{service.name} has ended:\n{service.said()}"
    return service.is_healthy()


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """Return the services, beside databases that are running."""
    with TemporaryDirectory(prefix="antavo-export-compose-") as folder:
        Path(folder).chmod(0o711)
        stack = Stack(Path(folder))
        with stack.databases():
            yield stack


@pytest.fixture(scope="module")
def prepared(stack: Stack) -> dict[str, str]:
    """Run the services that are to end before others start, and return what they said."""
    said = {}
    for name in ONCE:
        service = stack.service(name)
        with started(service) as process:
            assert process.wait(PATIENCE) == 0, service.said()
        said[name] = service.said()
    return said


@contextmanager
def healthy_services(stack: Stack, *names: str) -> Iterator[None]:
    """Start services, each when the one before is healthy; afterwards they must stop when told."""
    with ExitStack() as running:
        processes = {}
        for name in names:
            service = stack.service(name)
            processes[name] = running.enter_context(started(service))
            passed = partial(healthy, service, processes[name])
            wait_for(passed, f"{name} to be healthy", seconds=PATIENCE)
        yield
        for process in processes.values():
            process.terminate()
        for name, process in processes.items():
            assert process.wait(PATIENCE) in {0, -signal.SIGTERM}, stack.service(name).said()


def needs(program: str) -> None:
    """Skip the test where a program is not installed."""
    if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
        pytest.skip(f"{program} is not installed: .ci/run installs it")


@pytest.mark.parametrize("name", sorted(DATABASES))
def test_a_database_passes_its_health_check(stack: Stack, name: str) -> None:
    assert stack.service(name).is_healthy()


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_passes_its_health_check_and_stops(stack: Stack, name: str) -> None:
    needs("redis-server" if name == "redis" else "proftpd")
    with healthy_services(stack, name):
        pass


def test_the_loyalty_programme_is_loaded(prepared: dict[str, str]) -> None:
    assert f"Loaded {CUSTOMERS} customers" in prepared["loyalty-data"]


def test_the_pools_of_the_targets_are_made(prepared: dict[str, str]) -> None:
    assert "Pools created: target_partner_sftp" in prepared["airflow-init"]


@pytest.mark.usefixtures("prepared")
def test_airflow_is_healthy_delivers_by_a_worker_and_stops(stack: Stack) -> None:
    needs("redis-server")
    needs("proftpd")
    with (
        healthy_services(stack, "redis", "sftp", *AIRFLOW),
        AirflowApi.login(stack.url, "admin", stack.admin_password) as api,
    ):
        api.wait_for_dag(EXPORT, PATIENCE)
        api.wait_for_run(EXPORT, api.trigger(EXPORT), PATIENCE)

    (file, *_) = stack.inbox.rglob("active_customers_*.csv")
    assert file.read_text(encoding="utf-8").startswith("Customer;E-mail;Country;")


def test_the_page_names_what_is_not_run() -> None:
    page = (ROOT / "docs" / "compose.md").read_text(encoding="utf-8")
    said = page[page.index("## What was tried") :]
    (left_out,) = re.findall(r"Not run: .+", said, re.DOTALL)

    run = {*ONCE, *DATABASES, *SERVERS, *AIRFLOW}
    assert read_compose()["services"].keys() - run == NOT_RUN
    for name in NOT_RUN:
        assert f"`{name}`" in left_out
