"""Staging and production: the same run of the same export, to one folder of a partner."""

from collections.abc import Callable
from typing import Any

import pytest

from antavo_export.errors import ConnectionLostError
from antavo_export.orchestration.task_journal import INTENT
from tests.fixtures.transfer_servers_box import Box
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_pool import FAULTY
from tests.fixtures.transfer_servers_task import CONTENT, StateStore, TaskInstance, execute

NAME = "weekly_20270301_06.csv"


class Interrupting(StateStore):
    """The state of one installation's task, in which something happens just before the rename."""

    def __init__(self, happening: Callable[[], None]) -> None:
        super().__init__()
        self._happening = happening

    def set(self, key: str, value: object) -> None:
        super().set(key, value)
        if key == INTENT:
            self._happening()


@pytest.mark.parametrize("box", FAULTY, indirect=True)
def test_two_installations_that_deliver_the_same_run_never_publish_each_others_halves(
    box: Box, receipt: dict[str, Any]
) -> None:
    standby = StateStore()

    def begin() -> None:
        with (
            box.server.faults.armed(Fault(Point.WRITE, Action.CUT)),
            pytest.raises(ConnectionLostError),
        ):
            execute(box, TaskInstance(receipt), standby)

    execute(box, TaskInstance(receipt), Interrupting(begin))
    assert box.files()[NAME] == CONTENT
    assert len(box.files()) == 2, "the other installation left its half"

    execute(box, TaskInstance(receipt, try_number=2), standby)
    assert box.files() == {NAME: CONTENT}
