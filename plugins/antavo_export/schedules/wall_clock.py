"""From what a clock on the wall shows to the instant, on the days clocks are changed too."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which clocks in ``zone`` show ``wall``, a naive datetime.

    A time that clocks skip in spring moves forward by the length of the gap; of a time they show
    twice in autumn the second one counts. Both are what Airflow's cron timetables do
    (``airflow._shared.timezones.timezone.make_aware``), and both are the later of the two
    readings that PEP 495 calls ``fold=0`` and ``fold=1``.
    """
    return max(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
