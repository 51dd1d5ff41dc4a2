"""The task that delivers: which errors Airflow retries, and what it remembers between tries."""

import hashlib
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from antavo_export.errors import ConnectionLostError, ServerUnavailableError
from antavo_export.orchestration.assets import asset_of
from antavo_export.orchestration.deliver_operators import DeliverOperator
from antavo_export.orchestration.task_journal import INTENT
from tests.fixtures.ports import free_port
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer
from tests.fixtures.transfer_servers_task import CONTENT, StateStore, TaskInstance, execute


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
    assert INTENT in state, "the intent must outlive the try"

    delivery = execute(box, TaskInstance(receipt, try_number=2), state, if_exists="number")
    assert box.files() == {"weekly_20270301_06.csv": CONTENT}
    assert delivery["attempts"] == 2
    assert INTENT not in state, "a repetition on purpose is a new delivery"


@pytest.mark.parametrize("server", FAULTY)
def test_an_error_after_the_publication_does_not_publish_a_second_time(
    server: str, get_server: GetServer, make_box: MakeBox, receipt: dict[str, Any]
) -> None:
    """Airflow has no event for the asset, so describing the file to it fails."""
    box, state, asset = make_box(get_server(server)), StateStore(), asset_of("weekly")
    section = box.target(if_exists="number").model_dump(mode="json")
    operator = DeliverOperator(
        task_id="deliver", target=section, extract_task_id="extract", outlets=[asset]
    )
    receipt["run_id"] = "scheduled__2027-03-01T05:00:00+00:00"
    context: Any = {"ti": TaskInstance(receipt), "task_state_store": state, "params": {}}
    with pytest.raises(KeyError):
        operator.execute(context | {"outlet_events": {}})

    context |= {"ti": TaskInstance(receipt, 2), "outlet_events": {asset: SimpleNamespace()}}
    operator.execute(context)
    assert box.files() == {"report.csv": CONTENT}
    assert INTENT not in state
