"""What Airflow fires while files are written, edited and read late, and while it stands still."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.airflow.simulated_scheduler import SimulatedScheduler
from tests.unit.schedules.examples import schedule
from tests.unit.schedules.oracle import FIRST, LAST, every_day, expected

SEVEN_MINUTES = timedelta(minutes=7)


def at(text: str) -> datetime:
    """Return a moment in UTC; 1 March 2027 is a Monday."""
    return datetime.fromisoformat(f"2027-{text}").replace(tzinfo=UTC)


def in_digits(moments: list[datetime]) -> list[str]:
    return [f"{moment.astimezone(UTC):%m-%d %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("before", "edited", "after", "fired"),
    [
        pytest.param(
            {"daily": True, "at": "05:00"},
            "03-04 14:00",
            {"daily": True, "at": "09:00"},
            ["03-04 05:00", "03-05 09:00"],
            id="to a time that has passed",
        ),
        pytest.param(
            {"daily": True, "at": "04:00"},
            "03-04 04:30",
            {"daily": True, "at": "05:00"},
            ["03-04 04:00", "03-05 05:00"],
            id="to a time later the same day",
        ),
        pytest.param(
            {"daily": True, "at": "05:00"},
            "03-04 04:30",
            {"daily": True, "at": "06:00"},
            ["03-04 06:00", "03-05 06:00"],
            id="before the day has had its run",
        ),
        pytest.param(
            {"daily": True, "at": "05:00"},
            "03-04 14:00",
            {"daily": True, "at": ["05:00", "09:00"]},
            ["03-04 05:00", "03-05 05:00", "03-05 09:00"],
            id="by a time that has passed",
        ),
        pytest.param(
            {"daily": True, "at": "05:00"},
            "03-04 14:00",
            {"daily": True, "at": ["05:00", "18:00"]},
            ["03-04 05:00", "03-04 18:00", "03-05 05:00", "03-05 18:00"],
            id="by a time to come",
        ),
        pytest.param(
            {"daily": True, "at": ["06:00", "18:00"]},
            "03-04 10:00",
            {"daily": True, "at": ["07:00", "19:00"]},
            ["03-04 06:00", "03-04 19:00", "03-05 07:00", "03-05 19:00"],
            id="of both times between them",
        ),
        pytest.param(
            {"daily": True, "at": ["06:00", "18:00"]},
            "03-04 06:30",
            {"daily": True, "at": ["07:00", "18:00"]},
            ["03-04 06:00", "03-04 18:00", "03-05 07:00", "03-05 18:00"],
            id="of the first time after it has fired",
        ),
        pytest.param(
            {"weekly": "mon"}, "03-04 14:00", {"weekly": ["mon", "wed"]}, [], id="by a passed day"
        ),
        pytest.param(
            {"weekly": "mon", "at": "05:00"},
            "03-04 14:00",
            {"daily": True, "at": "05:00"},
            ["03-05 05:00"],
            id="from weekly to daily",
        ),
        pytest.param(
            {"daily": True, "at": "05:00"},
            "03-04 06:00",
            {"daily": True, "at": "05:00", "timezone": "America/New_York"},
            ["03-04 05:00", "03-05 10:00"],
            id="to another zone",
        ),
        pytest.param(
            {"on": "2027-03-04T05:00"},
            "03-04 14:00",
            {"on": "2027-03-04T04:00"},
            ["03-04 05:00"],
            id="of a date to before its run",
        ),
        pytest.param(
            {"on": "2027-03-04T05:00"},
            "03-04 14:00",
            {"on": "2027-03-05T05:00"},
            ["03-04 05:00", "03-05 05:00"],
            id="of a date to another one",
        ),
        pytest.param(
            {"daily": True, "at": "05:00"},
            "03-04 14:00",
            {"on": "2027-03-04T18:00"},
            ["03-04 05:00", "03-04 18:00"],
            id="from daily to a date",
        ),
    ],
)
def test_an_edit_fires_nothing_twice_and_nothing_that_was_over(
    before: object, edited: str, after: object, fired: list[str]
) -> None:
    airflow = SimulatedScheduler(schedule(before), at("02-28 23:00"))
    airflow.pass_time(until=at(edited), every=SEVEN_MINUTES)
    earlier_days = len([text for text in in_digits(airflow.fired) if text < "03-04"])
    airflow.save(schedule(after))
    airflow.pass_time(until=at("03-05 23:00"), every=SEVEN_MINUTES)

    assert in_digits(airflow.fired)[earlier_days:] == fired


def test_an_edit_and_its_undoing_leave_the_day_with_its_one_run() -> None:
    early, late = ({"daily": True, "at": hour} for hour in ("05:00", "09:00"))
    airflow = SimulatedScheduler(schedule(early), at("03-01 00:00"))
    for moment, section in (("03-01 07:00", late), ("03-01 08:00", early), ("03-01 10:00", late)):
        airflow.pass_time(until=at(moment), every=SEVEN_MINUTES)
        airflow.save(schedule(section))
    airflow.pass_time(until=at("03-02 23:00"), every=SEVEN_MINUTES)

    assert in_digits(airflow.fired) == ["03-01 05:00", "03-02 09:00"]


@pytest.mark.parametrize(
    ("section", "seen", "first"),
    [
        ({"daily": True, "at": "05:00"}, "03-02 14:00", "03-03 05:00"),
        ({"daily": True, "at": "05:00"}, "03-02 05:14", "03-02 05:00"),
        ({"monthly": 1, "at": "05:00"}, "03-02 14:00", "04-01 05:00"),
        ({"daily": True, "start": "2027-01-01"}, "03-02 14:00", "03-03 00:00"),
        ({"daily": True, "start": "2027-03-10"}, "03-02 14:00", "03-10 00:00"),
        ({"on": "2027-03-02T05:00"}, "03-02 14:00", "03-02 05:00"),
        ({"on": "2027-03-02T05:00"}, "03-04 14:00", None),
        ({"daily": True, "end": "2027-03-01"}, "03-02 14:00", None),
    ],
)
def test_a_new_file_fires_nothing_that_was_over_when_it_came(
    section: object, seen: str, first: str | None
) -> None:
    airflow = SimulatedScheduler(schedule(section), at(seen))
    airflow.pass_time(until=at(first or "03-06 00:00") + SEVEN_MINUTES, every=timedelta(minutes=14))

    assert in_digits(airflow.fired)[:1] == ([first] if first else [])


def test_a_firing_is_not_lost_when_airflow_reads_the_file_right_after_it() -> None:
    airflow = SimulatedScheduler(schedule({"daily": True, "at": "05:00"}), at("03-01 04:59"))
    airflow.now = at("03-01 05:00:02")
    airflow.parse()
    airflow.create_what_is_due()

    assert in_digits(airflow.fired) == ["03-01 05:00"]


@pytest.mark.parametrize(
    ("section", "made_up"),
    [
        ({"catch_up": False}, ["03-04 05:00"]),
        ({"catch_up": True}, ["03-02 05:00", "03-03 05:00", "03-04 05:00"]),
        ({"except": "2027-03-04"}, ["03-03 05:00"]),
    ],
)
def test_after_an_outage_the_last_firing_is_made_up_for_or_every_one(
    section: dict[str, object], made_up: list[str]
) -> None:
    daily = schedule({"daily": True, "at": "05:00", **section})
    airflow = SimulatedScheduler(daily, at("03-01 00:00"))
    airflow.pass_time(until=at("03-01 12:00"), every=SEVEN_MINUTES)
    airflow.pass_time(until=at("03-04 12:00"), every=timedelta(days=3))
    airflow.pass_time(until=at("03-05 12:00"), every=SEVEN_MINUTES)

    assert in_digits(airflow.fired) == ["03-01 05:00", *made_up, "03-05 05:00"]


def test_an_outage_over_the_very_first_firing_is_not_made_up_for() -> None:
    # Nothing tells it from a file that was dropped in after the firing: nobody has run it yet.
    airflow = SimulatedScheduler(schedule({"daily": True, "at": "05:00"}), at("03-01 00:00"))
    airflow.pass_time(until=at("03-01 05:20"), every=timedelta(hours=6))
    airflow.pass_time(until=at("03-02 12:00"), every=SEVEN_MINUTES)

    assert in_digits(airflow.fired) == ["03-02 05:00"]


def test_pausing_or_catching_up_is_no_edit_of_the_firings() -> None:
    airflow = SimulatedScheduler(schedule({"daily": True, "at": "05:00"}), at("03-01 00:00"))
    airflow.pass_time(until=at("03-01 12:00"), every=SEVEN_MINUTES)
    airflow.now = at("03-02 12:00")
    airflow.save(schedule({"daily": True, "at": "05:00", "paused": True, "catch_up": True}))
    airflow.create_what_is_due()

    assert in_digits(airflow.fired) == ["03-01 05:00", "03-02 05:00"]


def test_catching_up_from_a_start_in_the_past_fires_all_since() -> None:
    section = {"weekly": "mon", "start": "2027-02-08", "catch_up": True}
    airflow = SimulatedScheduler(schedule(section), at("03-02 14:00"))

    assert in_digits(airflow.fired) == ["02-08 00:00", "02-15 00:00", "02-22 00:00", "03-01 00:00"]


def test_a_backfill_of_a_new_export_does_not_make_it_fire() -> None:
    airflow = SimulatedScheduler(schedule({"daily": True, "at": "05:00"}), at("03-04 14:00"))
    airflow.backfill(at("03-01 00:00"), at("03-03 23:59"))
    backfilled = len(airflow.runs)
    airflow.pass_time(until=at("03-05 12:00"), every=SEVEN_MINUTES)

    assert backfilled == 3
    assert in_digits(airflow.fired[backfilled:]) == ["03-05 05:00"]


def test_a_backfill_of_the_past_changes_nothing_about_the_future() -> None:
    airflow = SimulatedScheduler(schedule({"daily": True, "at": "05:00"}), at("03-03 00:00"))
    airflow.pass_time(until=at("03-04 14:00"), every=SEVEN_MINUTES)
    airflow.backfill(at("03-01 00:00"), at("03-02 23:59"))
    airflow.pass_time(until=at("03-06 12:00"), every=timedelta(hours=30))

    late = [text for text in in_digits(airflow.fired) if text > "03-04"]
    assert late == ["03-04 05:00", "03-05 05:00", "03-06 05:00"]


def test_a_schedule_that_is_put_back_before_the_other_ran_makes_up_for_what_it_missed() -> None:
    daily = schedule({"daily": True, "at": "05:00"})
    airflow = SimulatedScheduler(daily, at("03-01 00:00"))
    airflow.pass_time(until=at("03-02 12:00"), every=SEVEN_MINUTES)
    airflow.save(schedule({"weekly": "sun", "at": "05:00"}))
    airflow.pass_time(until=at("03-05 14:00"), every=SEVEN_MINUTES)
    before = len(airflow.runs)
    airflow.save(daily)

    assert in_digits(airflow.fired[before:]) == ["03-05 05:00"]


@pytest.mark.parametrize(
    ("catch_up", "fired"),
    [
        (False, ["03-06 05:00", "03-07 05:00"]),
        (True, ["03-04 05:00", "03-05 05:00", "03-06 05:00", "03-07 05:00"]),
    ],
)
def test_a_backfill_inside_an_outage_leaves_the_runs_after_it_to_be_made_up_for(
    fired: list[str], *, catch_up: bool
) -> None:
    daily = schedule({"daily": True, "at": "05:00", "catch_up": catch_up})
    airflow = SimulatedScheduler(daily, at("03-01 00:00"))
    airflow.pass_time(until=at("03-02 12:00"), every=SEVEN_MINUTES)
    airflow.now = at("03-06 14:00")
    airflow.backfill(at("03-03 00:00"), at("03-03 23:59"))
    before = len(airflow.runs)
    airflow.create_what_is_due()
    airflow.pass_time(until=at("03-07 12:00"), every=SEVEN_MINUTES)

    assert in_digits(airflow.fired[before:]) == fired


def changes(zone: str) -> list[datetime]:
    """Return the days, to within one, on which clocks in ``zone`` are changed."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)]
    offsets = [day.astimezone(ZoneInfo(zone)).utcoffset() for day in days]
    return [day for day, one, two in zip(days, offsets, offsets[1:], strict=False) if one != two]


@pytest.mark.parametrize("times", [("02:30",), ("00:00",), ("01:45", "02:30", "03:00")])
@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Budapest",
        "America/New_York",
        "America/Santiago",
        "Asia/Beirut",
        "Australia/Lord_Howe",
    ],
)
def test_while_clocks_are_changed_airflow_fires_each_time_once(
    zone: str, times: tuple[str, ...]
) -> None:
    section = {"daily": True, "at": list(times), "timezone": zone}
    wanted = expected(every_day, times, zone)
    for change in changes(zone):
        start, end = change - timedelta(hours=20), change + timedelta(hours=44)
        airflow = SimulatedScheduler(schedule(section), start)
        airflow.pass_time(until=end, every=SEVEN_MINUTES)

        grace = start - timedelta(minutes=15)
        assert airflow.fired == [moment for moment in wanted if grace < moment <= end]
