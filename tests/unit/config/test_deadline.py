"""By when a file must have been delivered."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from antavo_export.config.deadline import deadline_in_words, due_at

BUDAPEST = ZoneInfo("Europe/Budapest")


@pytest.mark.parametrize(
    ("deadline", "moment", "due"),
    [
        ("06:30", "2026-03-30T05:30", "2026-03-30T06:30"),
        ("06:30", "2026-03-30T06:30", "2026-03-31T06:30"),
        ("06:30", "2026-03-30T22:00", "2026-03-31T06:30"),
        ("00:00", "2026-12-31T23:59", "2027-01-01T00:00"),
        ("+2h", "2026-03-30T05:30", "2026-03-30T07:30"),
        ("+45m", "2026-03-30T23:30", "2026-03-31T00:15"),
        ("02:30", "2026-03-29T01:00", "2026-03-29T03:30"),  # clocks skip 02:30
        ("+2h", "2026-03-29T01:30", "2026-03-29T04:30"),  # two real hours
    ],
)
def test_a_deadline_is_the_first_such_time_after_the_run_moment(
    deadline: str, moment: str, due: str
) -> None:
    start = datetime.fromisoformat(moment).replace(tzinfo=BUDAPEST)

    found = due_at(deadline, start.astimezone(ZoneInfo("UTC")), BUDAPEST)

    assert found.astimezone(BUDAPEST).replace(tzinfo=None) == datetime.fromisoformat(due)


def test_a_deadline_in_words_completes_a_sentence() -> None:
    words = [deadline_in_words(one, "Europe/Budapest") for one in ("06:30", "+1h", "+45m")]

    assert words == ["by 06:30, Europe/Budapest", "within 1 hour", "within 45 minutes"]
