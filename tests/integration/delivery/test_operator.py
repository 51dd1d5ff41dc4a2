"""The task that delivers: which errors Airflow retries, and what it remembers between tries."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from antavo_export.errors import ConnectionLostError, ServerUnavailableError
from antavo_export.orchestration.deliver_operators import DeliverOperator
from tests.fixtures.ports import free_port
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer

CONTENT = b"Country;Points\r\nHU;12\r\n"


@dataclass
class TaskInstance:
    """As much of Airflow's task instance as the operator asks for."""

    receipt: Mapping[str, Any]
    try_number: int = 1
    dag_id: str = "weekly"
    run_id: str = "scheduled__2027-03-01T05:00:00+00:00"
    task_id: str = "deliver"
    map_index: int = -1
    pushed: dict[str, Any] = field(default_factory=dict)

    def xcom_pull(self, task_ids: str) -> Mapping[str, Any]:
        """Return the receipt of the extract task."""
        assert task_ids == "extract"
        return self.receipt

    def xcom_push(self, key: str, value: object) -> None:
        """Keep what the task leaves for the page."""
        self.pushed[key] = value


class StateStore(dict[str, Any]):
    """What Airflow keeps for a task from one try to the next."""

    def set(self, key: str, value: object) -> None:
        """Keep ``value``."""
        self[key] = value

    def delete(self, key: str) -> None:
        """Forget it, if it is known."""
        self.pop(key, None)


@pytest.fixture
def receipt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return the receipt of a file in a store of this test's own."""
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__STORE", str(tmp_path))
    (tmp_path / "weekly").mkdir()
    path = tmp_path / "weekly/weekly_20270301.csv"
    path.write_bytes(CONTENT)
    return {
        "uri": path.as_uri(),
        "file_name": path.name,
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "rows": 1,
        "run_moment": "2027-03-01T06:00:00+01:00",
    }


def execute(box: Box, task: TaskInstance, state: StateStore, **settings: Any) -> dict[str, Any]:
    """Run the operator once, as Airflow does for one try."""
    path = "{{ export }}_{{ run_moment | date('%Y%m%d_%H') }}.{{ extension }}"
    section = box.target(path, **settings).model_dump(mode="json")
    operator = DeliverOperator(task_id="deliver", target=section, extract_task_id="extract")
    context: Any = {"ti": task, "task_state_store": state, "params": {}}
    return operator.execute(context)


@pytest.mark.parametrize("server", FAULTY)
def test_the_file_of_the_receipt_is_delivered_under_the_rendered_name(
    server: str, get_server: GetServer, make_box: MakeBox, receipt: dict[str, Any]
) -> None:
    box = make_box(get_server(server))
    delivery = execute(box, TaskInstance(receipt), StateStore())

    assert box.files() == {"weekly_20270301_06.csv": CONTENT}
    assert delivery["path"] == f"{box.path}/weekly_20270301_06.csv"
    assert delivery["sha256"] == receipt["sha256"]
    assert delivery["attempts"] == 1


def test_what_a_retry_cannot_cure_fails_the_task_at_once(
    get_server: GetServer, make_box: MakeBox, receipt: dict[str, Any]
) -> None:
    box = make_box(get_server("openssh"))

    with pytest.raises(AirflowFailException, match="there is no folder"):
        execute(box, TaskInstance(receipt), StateStore(), path=f"{box.path}/missing/report.csv")


def test_a_stored_file_that_changed_is_not_delivered(
    get_server: GetServer, make_box: MakeBox, receipt: dict[str, Any]
) -> None:
    box = make_box(get_server("openssh"))
    changed = receipt | {"sha256": hashlib.sha256(b"something else").hexdigest()}

    with pytest.raises(AirflowFailException, match="has changed since it was made"):
        execute(box, TaskInstance(changed), StateStore())
    assert box.files() == {}


def test_what_may_pass_is_left_to_the_retries(
    get_server: GetServer,
    make_box: MakeBox,
    receipt: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = make_box(get_server("asyncssh"))
    monkeypatch.setenv(
        f"AIRFLOW_CONN_{box.connection.upper()}", f"sftp://partner@127.0.0.1:{free_port()}"
    )

    with pytest.raises(ServerUnavailableError, match="cannot connect"):
        execute(box, TaskInstance(receipt), StateStore())


@pytest.mark.parametrize("server", FAULTY)
def test_the_next_try_knows_that_the_file_was_published(
    server: str, get_server: GetServer, make_box: MakeBox, receipt: dict[str, Any]
) -> None:
    box, state = make_box(get_server(server)), StateStore()
    with (
        box.server.faults.armed(Fault(Point.RENAMED, Action.CUT)),
        pytest.raises(ConnectionLostError),
    ):
        execute(box, TaskInstance(receipt), state, if_exists="number")
    assert state, "the intent must outlive the try"

    delivery = execute(box, TaskInstance(receipt, try_number=2), state, if_exists="number")
    assert box.files() == {"weekly_20270301_06.csv": CONTENT}
    assert delivery["attempts"] == 2
    assert not state, "a repetition on purpose is a new delivery"
