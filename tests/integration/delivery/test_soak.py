"""Two hundred deliveries to servers that fail at random.

``DELIVERIES`` in the environment sets another number, and ``DELIVERY_SEED`` repeats a run.
"""

import os
import random
from contextlib import suppress

import pytest

from antavo_export.errors import DeliveryInterruptedError, PermanentError
from antavo_export.pipeline.delivery import Delivery, MemoryJournal, Try
from tests.fixtures.transfer_servers_box import Box, MakeBox
from tests.fixtures.transfer_servers_faults import Action, Fault, Point
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer

DELIVERIES = int(os.environ.get("DELIVERIES", "200"))
SEED = int(os.environ.get("DELIVERY_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
LARGEST = 200_000  # bytes
TRIES = 12
NAMES = 20  # shared by all deliveries, so that numbers are needed
CALMNESS = 0.4  # of the tries meet no fault
CALM = Fault(Point.LOGIN, Action.CUT, skip=99)
ANYWHERE = [Action.CUT, Action.REFUSE]
ACTIONS = {
    Point.LOGIN: [Action.CUT],
    Point.OPEN: [*ANYWHERE, Action.FULL],
    Point.WRITE: [*ANYWHERE, Action.DAMAGE, Action.LOSE],
    Point.CLOSE: [*ANYWHERE, Action.QUOTA],
    Point.STAT: ANYWHERE,
    Point.READ: [Action.CUT],
    Point.RENAME: ANYWHERE,
    Point.RENAMED: [Action.CUT],
}


def some_fault(chance: random.Random, size: int) -> Fault:
    """Return any fault, at any byte of a file of ``size`` bytes, and not always at once."""
    point = chance.choice(list(ACTIONS))
    at = chance.randrange(size) if point in {Point.WRITE, Point.READ} and size else 0
    return Fault(point, chance.choice(ACTIONS[point]), at, skip=chance.choice([0, 0, 0, 1, 2]))


def deliver_at_last(box: Box, content: bytes, number: int, chance: random.Random) -> Delivery:
    """Deliver as a task with retries does; a person cures what a retry cannot."""
    name = f"report{number % NAMES}.csv"
    journal = MemoryJournal()
    for attempt in range(1, TRIES):
        fault = CALM if chance.random() < CALMNESS else some_fault(chance, len(content))
        this_try = Try(f"run{number}", attempt, journal)
        with (
            suppress(DeliveryInterruptedError, PermanentError),
            box.server.faults.armed(fault),
        ):
            return box.deliver(content, name, this_try, if_exists="number")
    return box.deliver(content, name, Try(f"run{number}", TRIES, journal), if_exists="number")


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("server", FAULTY)
def test_nothing_is_lost_doubled_or_damaged(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    """The deliveries share a few names, so a doubled one would show as one number too many."""
    print(f"DELIVERY_SEED={SEED}")  # noqa: T201 - pytest shows it with any failure
    chance = random.Random(SEED)  # noqa: S311 - to be repeated, not to be secret
    box = make_box(get_server(server))
    expected: dict[str, bytes] = {}
    for number in range(DELIVERIES // len(FAULTY)):
        content = f"{number}\n".encode() + chance.randbytes(chance.randrange(LARGEST))
        delivery = deliver_at_last(box, content, number, chance)
        expected[delivery.path.rpartition("/")[2]] = content

    found = box.files()
    assert len(expected) == DELIVERIES // len(FAULTY), "a name was given twice"
    assert sorted(found) == sorted(expected)
    assert found == expected
