"""The embedded Postgres starts, stops and survives what happens to servers."""

import secrets
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from demo.postgres import Postgres, PostgresError
from tests.fixtures.ports import free_port


@pytest.fixture
def server() -> Iterator[Postgres]:
    """Return a server that is not started yet."""
    with tempfile.TemporaryDirectory(prefix="antavo-export-tests-") as folder:
        Path(folder).chmod(0o711)
        server = Postgres(Path(folder) / "postgres", free_port(), secrets.token_hex(16))
        yield server
        server.stop()


def version(server: Postgres) -> int:
    with psycopg.connect(server.uri()) as connection:
        return connection.info.server_version


def test_starting_and_stopping_twice_is_harmless(server: Postgres) -> None:
    assert not server.is_running()
    server.start()
    server.start()
    assert version(server) >= 180000
    server.stop()
    server.stop()
    assert not server.is_running()


def test_data_survives_a_restart(server: Postgres) -> None:
    server.start()
    assert server.create_database("kept")
    server.stop()
    server.start()
    assert not server.create_database("kept")


def test_a_killed_server_starts_again(server: Postgres) -> None:
    server.start()
    pid_file = server.data / "postmaster.pid"
    killed = psutil.Process(int(pid_file.read_text().split()[0]))
    killed.send_signal(signal.SIGKILL)
    psutil.wait_procs([killed])
    assert pid_file.exists()
    server.start()
    assert version(server)


def test_a_pid_file_that_names_another_program_is_not_believed(server: Postgres) -> None:
    server.start()
    pid_file = server.data / "postmaster.pid"
    content = pid_file.read_text()
    server.stop()
    own_pid = str(psutil.Process().pid)
    pid_file.write_text(content.replace(content.split()[0], own_pid, 1))
    assert not server.is_running()
    server.start()
    assert version(server)


def test_a_wrong_password_is_refused(server: Postgres) -> None:
    server.start()
    stranger = Postgres(server.home, server.port, "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(stranger.uri())


def test_a_taken_port_is_reported_with_the_servers_own_words(
    server: Postgres, postgres_server: Postgres
) -> None:
    other = Postgres(server.home, postgres_server.port, server.password)
    with pytest.raises(PostgresError, match="Address already in use"):
        other.start()


def test_the_initial_password_is_not_left_on_disk(server: Postgres) -> None:
    server.start()
    kept = [path for path in server.home.glob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if server.password in path.read_text()]


def test_each_test_gets_a_database_of_its_own(empty_database: str, postgres_uri: str) -> None:
    with psycopg.connect(empty_database) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchone()
    assert tables == (0,)
    assert empty_database != postgres_uri
