"""Schedules in words, and as cron expressions."""

import pytest

from tests.unit.schedules.examples import schedule


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("now", "once, as soon as possible"),
        ("manual", "only when triggered by hand"),
        ("daily", "every day at 00:00, UTC"),
        ({"on": "2027-03-01T05:00"}, "once, on 2027-03-01 at 05:00, UTC"),
        (
            {"on": "2027-03-01T04:00Z", "timezone": "Europe/Budapest"},
            "once, on 2027-03-01 at 05:00, Europe/Budapest",
        ),
        ({"daily": True, "at": ["6:00", "18:00"]}, "every day at 06:00 and 18:00, UTC"),
        ({"weekly": "mon"}, "every Monday at 00:00, UTC"),
        (
            {"weekly": ["fri", "mon", "wed"], "at": "6:15"},
            "every Monday, Wednesday and Friday at 06:15, UTC",
        ),
        ({"monthly": 1}, "on day 1 of each month at 00:00, UTC"),
        ({"monthly": "last"}, "on the last day of each month at 00:00, UTC"),
        (
            {"monthly": ["last", 15, 1], "at": "05:30"},
            "on day 1, 15 and the last day of each month at 05:30, UTC",
        ),
        (
            {"monthly": [5, "last_business_day"], "timezone": "Asia/Beirut"},
            "on day 5 and the last business day of each month at 00:00, Asia/Beirut",
        ),
        (
            {"daily": True, "start": "2027-01-01", "end": "2027-12-31", "except": ["2027-12-25"]},
            "every day at 00:00, UTC, from 2027-01-01, until 2027-12-31, except 2027-12-25",
        ),
        (
            {"daily": True, "except": [f"2027-12-{day}" for day in range(20, 27)]},
            "every day at 00:00, UTC, except 7 days",
        ),
    ],
)
def test_a_schedule_says_in_words_when_it_runs(section: object, words: str) -> None:
    assert schedule(section).in_words() == words


@pytest.mark.parametrize(
    ("section", "crons"),
    [
        ("daily", ["0 0 * * *"]),
        ({"daily": True, "at": ["6:30", "18:30", "12:00"]}, ["0 12 * * *", "30 6,18 * * *"]),
        ({"weekly": ["sun", "mon", "sat"], "at": "6:15"}, ["15 6 * * 0,1,6"]),
        ({"monthly": [1, "last", 15], "at": "05:30"}, ["30 5 1,15,L * *"]),
        ({"monthly": "last_business_day"}, []),
        ({"daily": True, "except": "2027-12-25"}, []),
        ({"on": "2027-03-01"}, []),
        ("now", []),
    ],
)
def test_a_schedule_gives_the_crons_that_say_the_same(section: object, crons: list[str]) -> None:
    assert schedule(section).crons() == crons
