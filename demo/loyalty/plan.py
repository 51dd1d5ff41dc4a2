"""How large the programme is, when it takes place, and the one seed everything follows from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = 730
# Event IDs count in six hexadecimal digits, as the original's object IDs do.
MOST_EVENTS = 16**6 - 1
_ZONE = ZoneInfo("Europe/Budapest")


@dataclass(frozen=True)
class Plan:
    """What to fill the tables with; two equal plans give equal tables.

    Attributes:
        today: The day the data was taken on: everything happened in the two years before its
            midnight, UTC.

    Raises:
        ValueError: there are too few events to enrol every customer, or too many to number.
    """

    customers: int
    events: int
    seed: int
    today: date

    def __post_init__(self) -> None:
        if not 1 <= self.customers <= self.events // 2 <= MOST_EVENTS // 2:
            raise ValueError(
                f"{self.events} events do not fit {self.customers} customers: take at least two "
                f"events a customer, and at most {MOST_EVENTS}"
            )

    @property
    def end(self) -> datetime:
        """The midnight everything is before."""
        return datetime.combine(self.today, time(), UTC)

    @property
    def start(self) -> datetime:
        """The moment the programme began."""
        return self.end - timedelta(days=DAYS)

    @property
    def edges(self) -> list[datetime]:
        """Moments that time zones and calendars make awkward, to be found among the events.

        Around each change of the clocks in Budapest: the last second before it, the change, and
        the hour that is missing or comes twice. Around each month in Budapest: its first and last
        moments.
        """
        days = [self.start.date() + timedelta(days=number) for number in range(1, DAYS)]
        moments: list[datetime] = []
        for day in days:
            midnight = datetime.combine(day, time(), _ZONE)
            next_midnight = datetime.combine(day + timedelta(days=1), time(), _ZONE)
            if midnight.utcoffset() != next_midnight.utcoffset():
                change = datetime.combine(day, time(1), UTC)
                moments += [change + timedelta(minutes=minutes) for minutes in (-60, -30, 0, 30)]
                moments.append(change - timedelta(milliseconds=1))
            if day.day == 1:
                moments += [midnight, midnight - timedelta(milliseconds=1)]
        return [moment for moment in moments if moment < self.end]
