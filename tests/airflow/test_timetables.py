"""Airflow fires an export exactly when its schedule says, whatever happens in between."""

import json
from datetime import datetime
from typing import Any

import pendulum
import pytest
from airflow.sdk import DAG
from airflow.serialization.definitions.dag import SerializedDAG
from airflow.serialization.serialized_objects import DagSerialization
from airflow.timetables.base import DataInterval, TimeRestriction, Timetable
from airflow.timetables.trigger import MultipleCronTriggerTimetable

from antavo_export.orchestration.timetables import ExportTimetable, timetable_for
from tests.unit.schedules.examples import EXAMPLES, Example, schedule
from tests.unit.schedules.oracle import FIRST, LAST, expected

SOME_ZONES = (
    "Europe/Budapest",
    "America/New_York",
    "America/Santiago",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
)
IN_SOME_ZONES = [(example, zone) for example in EXAMPLES for zone in SOME_ZONES]
IN_CRON = [
    (example, zone)
    for example in EXAMPLES
    for zone in SOME_ZONES[:3]
    # Of several times around the spring gap Airflow's own timetable loses one.
    if example.of(zone).crons() and example.name not in {"a season", "around the change of clocks"}
]


def name(value: object) -> str:
    return str(getattr(value, "name", value))


def stored(section: object) -> SerializedDAG:
    """Return a DAG as the scheduler gets it: built, stored as JSON, and read back."""
    dag = DAG(dag_id="export", schedule=timetable_for(schedule(section)), catchup=False)
    return DagSerialization.from_dict(json.loads(json.dumps(DagSerialization.to_dict(dag))))


def all_firings(timetable: Timetable, *, catchup: bool) -> list[datetime]:
    """Return what Airflow creates in the two years, one run after the other."""
    restriction = TimeRestriction(earliest=None, latest=pendulum.instance(LAST), catchup=catchup)
    last = DataInterval.exact(pendulum.instance(FIRST))
    firings: list[datetime] = []
    while info := timetable.next_dagrun_info(
        last_automated_data_interval=last, restriction=restriction
    ):
        assert info.data_interval is not None
        assert info.logical_date == info.run_after
        last = info.data_interval
        firings.append(info.run_after)
    return firings


@pytest.mark.parametrize(("example", "zone"), IN_SOME_ZONES, ids=name)
def test_airflow_fires_at_every_firing_and_at_no_other_time(example: Example, zone: str) -> None:
    dag = stored({**example.section, "timezone": zone, "catch_up": True})

    assert all_firings(dag.timetable, catchup=False) == expected(example.days, example.times, zone)


@pytest.mark.parametrize(("example", "zone"), IN_CRON, ids=name)
def test_airflows_own_cron_timetable_agrees_where_a_cron_can_say_it(
    example: Example, zone: str
) -> None:
    crons = MultipleCronTriggerTimetable(*example.of(zone).crons(), timezone=zone)

    assert all_firings(crons, catchup=True) == list(example.of(zone).firings(FIRST, LAST))


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_a_backfill_has_a_run_for_every_firing_start_and_end_aside(example: Example) -> None:
    dag = stored({**example.section, "timezone": "America/Santiago"})
    wanted = list(example.of("America/Santiago").without_bounds().firings(FIRST, LAST))
    ends = (pendulum.instance(wanted[0]), pendulum.instance(wanted[-1]))

    assert [info.run_after for info in dag.iter_dagrun_infos_between(*ends)] == wanted


@pytest.mark.parametrize(
    "section",
    [
        {"on": "2027-03-01T05:00", "timezone": "Europe/Budapest"},
        {"on": "2027-03-01T05:00+02:00"},
        {"daily": True, "at": ["5:30", "18:00"], "catch_up": True, "paused": True},
        {"weekly": ["mon", "fri"], "timezone": "Asia/Beirut", "start": "2027-01-01"},
        {"monthly": [1, "last_business_day"], "except": ["2027-12-31"], "end": "2028-01-01"},
    ],
)
def test_a_timetable_survives_being_stored_with_its_dag(section: dict[str, Any]) -> None:
    read_back = stored(section).timetable

    assert isinstance(read_back, ExportTimetable)
    assert read_back.schedule == schedule(section)
    assert read_back.summary == schedule(section).in_words()
    assert read_back.periodic


def test_the_same_schedule_is_stored_as_the_same_bytes() -> None:
    section = {"weekly": ["fri", "mon"], "except": ["2027-12-31", "2027-12-24"]}

    once, again = (
        json.dumps(
            DagSerialization.to_dict(DAG("export", schedule=timetable_for(schedule(section))))
        )
        for _ in range(2)
    )

    assert once == again


def test_now_and_manual_are_airflows_own() -> None:
    assert stored("now").timetable.summary == "@once"
    assert not stored("manual").timetable.can_be_scheduled
