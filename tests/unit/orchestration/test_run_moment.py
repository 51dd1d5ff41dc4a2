"""Relative dates are counted from what Airflow keeps with the run, never from a clock."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pendulum
import pytest

from antavo_export.errors import InvalidAsOfError
from antavo_export.orchestration.run_moment import run_moment

BUDAPEST = ZoneInfo("Europe/Budapest")
TRIGGERED = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
FIRING = datetime(2027, 3, 1, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Run:
    """A run of Airflow, as far as its moments go."""

    logical_date: datetime | None
    run_after: datetime


SCHEDULED = Run(FIRING, FIRING)
BY_HAND = Run(None, TRIGGERED)


def test_a_scheduled_run_is_for_its_firing() -> None:
    assert (
        run_moment(SCHEDULED, {"as_of": None}, BUDAPEST).isoformat() == "2027-03-01T05:00:00+01:00"
    )


def test_a_run_with_a_logical_date_is_for_that_date_whenever_it_starts() -> None:
    assert run_moment(Run(FIRING, TRIGGERED), {}, BUDAPEST) == FIRING


def test_a_run_without_a_logical_date_is_for_the_moment_it_was_triggered() -> None:
    assert run_moment(BY_HAND, {}, BUDAPEST).isoformat() == "2027-03-02T10:30:00+01:00"


@pytest.mark.parametrize(
    ("as_of", "moment"),
    [
        ("2027-02-28", "2027-02-28T00:00:00+01:00"),
        ("2027-07-01T05:00", "2027-07-01T05:00:00+02:00"),
        ("2027-07-01 05:00:30", "2027-07-01T05:00:30+02:00"),
        ("2027-07-01T05:00:00Z", "2027-07-01T07:00:00+02:00"),
        ("2027-07-01T05:00-04:00", "2027-07-01T11:00:00+02:00"),
        ("2027-03-28T02:30", "2027-03-28T03:30:00+02:00"),
        ("2027-10-31T02:30", "2027-10-31T02:30:00+01:00"),
    ],
)
@pytest.mark.parametrize("run", [SCHEDULED, BY_HAND])
def test_as_of_wins_and_is_read_in_the_exports_zone(run: Run, as_of: str, moment: str) -> None:
    assert run_moment(run, {"as_of": as_of}, BUDAPEST).isoformat() == moment


@pytest.mark.parametrize(
    "as_of",
    [
        "yesterday",
        "2027-02-30",
        "",
        "01/02/2027",
        7,
        "date: -1 day",
        "0001-01-01",
        "9999-12-31T23:30Z",
    ],
)
def test_as_of_that_is_no_moment_is_refused_with_what_would_be_right(as_of: object) -> None:
    with pytest.raises(InvalidAsOfError) as caught:
        run_moment(BY_HAND, {"as_of": as_of}, BUDAPEST)

    assert f"as_of '{as_of}' is no date or date and time; write 2026-03-31" in str(caught.value)


def test_the_moment_is_no_pendulum_which_counts_hours_in_another_way() -> None:
    firing = pendulum.datetime(2027, 3, 27, 4, 30)

    moment = run_moment(Run(firing, firing), {}, BUDAPEST)

    assert type(moment) is datetime
