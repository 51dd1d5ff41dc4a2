"""From what a clock on the wall shows to the instant, on the days clocks are changed too."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which clocks in ``zone`` show ``wall``, a naive datetime.

    A time that clocks skip in spring moves forward by the length of the gap; of a time they show
    twice in autumn the second one counts. Both are what Airflow's cron timetables do
    (``airflow._shared.timezones.timezone.make_aware``), and both are the later of the two
    readings that PEP 495 calls ``fold=0`` and ``fold=1``.
    """
    return max(_readings(wall, zone))


def change_of_clocks(wall: datetime, zone: ZoneInfo) -> Literal["skipped", "shown twice"] | None:
    """Return what a change of clocks in ``zone`` does to ``wall``, a naive datetime."""
    one, other = _readings(wall, zone)
    if one == other:
        return None
    return "shown twice" if one.astimezone(zone).replace(tzinfo=None) == wall else "skipped"


def _readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second
