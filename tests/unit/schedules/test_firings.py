"""Two years of firings of every kind of schedule, in zones with every kind of change of clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from antavo_export.schedules.wall_clock import change_of_clocks
from tests.unit.schedules.examples import EXAMPLES, IN_EVERY_ZONE, Example, schedule
from tests.unit.schedules.oracle import FIRST, LAST, ZONES, expected


@pytest.mark.parametrize(
    ("example", "zone"), IN_EVERY_ZONE, ids=lambda value: getattr(value, "name", value)
)
def test_it_fires_on_the_wanted_days_and_on_no_others(example: Example, zone: str) -> None:
    firings = list(example.of(zone).firings(FIRST, LAST))

    assert firings == expected(example.days, example.times, zone)


@pytest.mark.parametrize("zone", ZONES)
def test_a_daily_export_fires_once_on_each_day_of_the_zone(zone: str) -> None:
    daily = schedule({"daily": True, "at": "02:15", "timezone": zone})

    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in daily.firings(FIRST, LAST)]

    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) == (LAST - FIRST).days


def test_a_time_that_clocks_skip_moves_forward_by_as_much() -> None:
    daily = schedule({"daily": True, "at": "02:30", "timezone": "Europe/Budapest"})

    (moment,) = daily.firings(
        datetime(2027, 3, 27, 12, tzinfo=UTC), datetime(2027, 3, 28, 12, tzinfo=UTC)
    )

    assert moment.astimezone(ZoneInfo("Europe/Budapest")).isoformat() == "2027-03-28T03:30:00+02:00"


def test_of_a_time_that_clocks_show_twice_the_second_counts() -> None:
    daily = schedule({"daily": True, "at": "02:30", "timezone": "Europe/Budapest"})

    (moment,) = daily.firings(
        datetime(2027, 10, 30, 12, tzinfo=UTC), datetime(2027, 10, 31, 12, tzinfo=UTC)
    )

    assert moment.astimezone(ZoneInfo("Europe/Budapest")).isoformat() == "2027-10-31T02:30:00+01:00"


def test_a_day_that_a_zone_leaves_out_fires_once_with_the_next() -> None:
    samoa = schedule({"daily": True, "at": "10:00", "timezone": "Pacific/Apia"})

    firings = samoa.firings(
        datetime(2011, 12, 28, tzinfo=UTC), datetime(2011, 12, 31, 12, tzinfo=UTC)
    )

    days = [moment.astimezone(ZoneInfo("Pacific/Apia")).date() for moment in firings]
    assert days == [date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31)]


def test_a_firing_moved_past_midnight_is_found_from_the_day_it_has_moved_to() -> None:
    samoa = schedule({"monthly": 30, "at": "10:00", "timezone": "Pacific/Apia"})
    early, late = (datetime(2011, 12, 30, hour, tzinfo=UTC) for hour in (15, 23))

    (moment,) = samoa.firings(early, late)  # 05:00 and 13:00 on the 31st; there was no 30th

    assert moment.astimezone(ZoneInfo("Pacific/Apia")).isoformat() == "2011-12-31T10:00:00+14:00"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_period_can_be_asked_for_in_pieces(example: Example) -> None:
    cut = example.of("America/Santiago")
    middle = next(iter(cut.firings(datetime(2027, 9, 1, tzinfo=UTC), LAST)))

    pieces = [*cut.firings(FIRST, middle), *cut.firings(middle, LAST)]

    assert pieces == list(cut.firings(FIRST, LAST))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_latest_firing_is_the_last_of_all(example: Example) -> None:
    asked = example.of("Europe/Budapest")
    for until in (FIRST + timedelta(days=n, hours=3) for n in range(0, 720, 11)):
        firings = list(asked.firings(FIRST, until))
        assert asked.latest(FIRST, until) == (firings[-1] if firings else None)


def test_now_and_manual_have_no_firing_that_could_be_known() -> None:
    assert not list(schedule("now").firings(FIRST, LAST))
    assert not list(schedule("manual").firings(FIRST, LAST))


@pytest.mark.parametrize(
    ("section", "moment"),
    [
        ({"on": "2027-03-01T05:00"}, "2027-03-01T05:00:00+00:00"),
        ({"on": "2027-03-01 05:00"}, "2027-03-01T05:00:00+00:00"),
        ({"on": "2027-03-01"}, "2027-03-01T00:00:00+00:00"),
        (
            {"on": "2027-07-01", "at": "5:00", "timezone": "Europe/Budapest"},
            "2027-07-01T03:00:00+00:00",
        ),
        ({"on": "2027-07-01T05:00+05:45"}, "2027-06-30T23:15:00+00:00"),
        ({"on": "2027-03-28T02:30", "timezone": "Europe/Budapest"}, "2027-03-28T01:30:00+00:00"),
    ],
)
def test_a_schedule_on_a_date_fires_at_that_moment_alone(
    section: dict[str, str], moment: str
) -> None:
    assert [m.isoformat() for m in schedule(section).firings(FIRST, LAST)] == [moment]


def test_a_backfill_may_reach_beyond_the_start_and_the_end() -> None:
    season = schedule({"daily": True, "start": "2027-06-01", "end": "2027-06-30"})

    assert len(list(season.firings(FIRST, LAST))) == 30
    assert len(list(season.without_bounds().firings(FIRST, LAST))) == (LAST - FIRST).days


@pytest.mark.parametrize(
    ("wall", "change"),
    [
        ("2027-03-28T02:30", "skipped"),
        ("2027-03-28T03:00", None),
        ("2027-10-31T02:30", "shown twice"),
        ("2027-10-31T03:00", None),
    ],
)
def test_a_change_of_clocks_is_told_of_the_time_it_hits(wall: str, change: str | None) -> None:
    assert change_of_clocks(datetime.fromisoformat(wall), ZoneInfo("Europe/Budapest")) == change


def test_a_firing_knows_the_times_it_stands_for() -> None:
    times = {"at": ["02:30", "03:30"], "timezone": "Europe/Budapest"}
    daily = schedule({"daily": True, **times})
    (moment,) = daily.firings(
        datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 3, 28, 12, tzinfo=UTC)
    )

    assert [f"{wall:%H:%M}" for wall in daily.walls(moment)] == ["02:30", "03:30"]
    on = schedule({"on": "2027-03-28T02:30", "timezone": "Europe/Budapest"})
    assert on.walls(moment) == [datetime(2027, 3, 28, 2, 30)]  # noqa: DTZ001  # a wall time
