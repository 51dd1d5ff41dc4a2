"""docs/delivery.md says what is: its tests exist, its snippets work, its tables are complete."""

import inspect
import json
import re
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from antavo_export import errors
from antavo_export.errors import DeliveryInterruptedError, DeliveryRefusedError
from antavo_export.orchestration.hooks import open_remote
from antavo_export.targets import FtpsTarget, FtpTarget, SftpTarget, Target
from tests.fixtures.ports import free_port
from tests.fixtures.transfer_servers_folder import ServerFolder

TARGETS: TypeAdapter[Target] = TypeAdapter(Target)
ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/delivery.md").read_text()
TESTS = [
    path
    for folder in ("unit/pipeline", "unit/targets", "integration/delivery", "airflow")
    for path in (ROOT / "tests" / folder).glob("test_*.py")
]


def blocks(language: str) -> list[str]:
    """Return the page's code blocks in ``language``."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(test_\w+)`", PAGE))))
def test_every_test_that_is_named_exists(name: str) -> None:
    assert any(f"def {name}(" in path.read_text() for path in TESTS)


@pytest.mark.parametrize("snippet", blocks("yaml"))
def test_every_target_is_valid(snippet: str) -> None:
    TARGETS.validate_python(yaml.safe_load(snippet))


@pytest.mark.parametrize("snippet", blocks("json"))
def test_every_connection_gets_as_far_as_the_server(
    snippet: str, server_folder: ServerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens, so a connection whose extras are understood fails at connecting."""
    (server_folder.path / "known_hosts").touch()
    connection = json.loads(snippet.replace("/opt/airflow/keys", str(server_folder.path)))
    ftps = "ca_file" in connection["extra"]
    connection |= {"host": "127.0.0.1", "port": free_port()}
    monkeypatch.setenv("AIRFLOW_CONN_RECIPE", json.dumps(connection))
    protocol = "ftps" if ftps else connection["conn_type"]
    target = TARGETS.validate_python({"type": protocol, "connection": "recipe", "path": "/a"})

    with pytest.raises(errors.ServerUnavailableError, match="cannot connect"), open_remote(target):
        pass


@pytest.mark.parametrize("target", [SftpTarget, FtpTarget, FtpsTarget])
def test_every_key_of_a_target_has_a_row(
    target: type[SftpTarget] | type[FtpTarget] | type[FtpsTarget],
) -> None:
    assert [name for name in target.model_fields if f"\n| `{name}` |" not in PAGE] == []


def test_every_failure_of_a_delivery_has_a_row() -> None:
    classes = [
        name
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, DeliveryRefusedError | DeliveryInterruptedError)
        and kind not in {DeliveryRefusedError, DeliveryInterruptedError}
    ]
    assert classes
    assert [name for name in classes if f"\n| `{name}` |" not in PAGE] == []
