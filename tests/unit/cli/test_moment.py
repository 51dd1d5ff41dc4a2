"""The instant that --at means."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from antavo_export.cli.errors import UsageError
from antavo_export.cli.moment import moment_at

BUDAPEST = ZoneInfo("Europe/Budapest")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
        ("2026-07-01T05:30", "2026-07-01T05:30:00+02:00"),
        ("2026-07-01 05:30:15", "2026-07-01T05:30:15+02:00"),
        ("2026-07-01T05:30Z", "2026-07-01T07:30:00+02:00"),
        ("2026-07-01T05:30+05:00", "2026-07-01T02:30:00+02:00"),
        ("2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),  # skipped by the clocks
        ("2026-10-25T02:30", "2026-10-25T02:30:00+01:00"),  # shown twice: the second counts
    ],
)
def test_a_text_is_an_instant_of_the_zone(text: str, instant: str) -> None:
    assert moment_at(text, BUDAPEST).isoformat() == instant


def test_no_text_is_now() -> None:
    before = datetime.now(UTC)

    moment = moment_at(None, BUDAPEST)

    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo == BUDAPEST


@pytest.mark.parametrize("text", ["", "now", "31.03.2026", "2026-13-01", "1770000000"])
def test_everything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="write 2026-03-31"):
        moment_at(text, BUDAPEST)
