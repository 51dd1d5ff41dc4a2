"""The Airflow timetable of every schedule that knows its firings beforehand.

Airflow's cron timetables are not enough for exports, which go to other companies (all seen on
Airflow 3.3.2):

- After an edit they make up for a time that was never asked for: moving a daily export from 05:00
  to 09:00 in the afternoon sends a second file at once.
- With a start date in the past they fire the last time before the file was even written.
- Two cron expressions lose a firing when clocks go forward between them: of 02:30 and 03:00 in
  Budapest the first moves to 03:30 and is forgotten, because 03:00 has been fired.
- They know neither exceptions nor business days, and ``EventsTimetable`` cannot be serialised.

So this one asks the schedule itself, as the calendar and the page do.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction, Timetable
from airflow.utils.types import DagRunType
from pydantic import TypeAdapter
from typing_extensions import override

from antavo_export.orchestration.timetables.asked_last import asked_last
from antavo_export.schedules import BaseSchedule, Schedule

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun
    from pendulum import DateTime

_SCHEDULE: Final[TypeAdapter[BaseSchedule]] = TypeAdapter(Schedule)
_HORIZON: Final = timedelta(days=3660)  # a schedule that fires at all fires within ten years
_JUST_BEFORE: Final = timedelta(microseconds=1)


def _now() -> datetime:
    return datetime.now(UTC)


class ExportTimetable(Timetable):
    """Runs an export at the firings of its schedule, each at most once, edits included.

    The id of a scheduled run ends with the edition of the schedule that asked for it. When the
    latest scheduled run is of another edition, the schedule was edited since: the firings that the
    latest run covers, and those that had passed when Airflow saw the edit, are over.

    Args:
        schedule: One that knows its firings beforehand.
        clock: What time it is; a simulation brings its own.
        asked: The id of the latest scheduled run, given the latest run; likewise.
    """

    def __init__(
        self,
        schedule: BaseSchedule,
        *,
        clock: Callable[[], datetime] = _now,
        asked: "Callable[[DagRun], str | None]" = asked_last,
    ) -> None:
        self.schedule = schedule
        self.description = " and ".join(schedule.crons())
        self._clock = clock
        self._asked_last = asked

    @property
    @override
    def summary(self) -> str:
        return self.schedule.in_words()

    @override
    def serialize(self) -> dict[str, Any]:
        data = self.schedule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {"schedule": data}

    @classmethod
    @override
    def deserialize(cls, data: dict[str, Any]) -> "ExportTimetable":
        return cls(_SCHEDULE.validate_python(data["schedule"]))

    @override
    def infer_manual_data_interval(self, *, run_after: "DateTime") -> DataInterval:
        return DataInterval.exact(run_after)

    @override
    def generate_run_id(
        self,
        *,
        run_type: DagRunType,
        run_after: "DateTime",
        data_interval: DataInterval | None,
        **extra: Any,
    ) -> str:
        run_id = super().generate_run_id(
            run_type=run_type, run_after=run_after, data_interval=data_interval, **extra
        )
        return f"{run_id}__{self.schedule.edition}" if run_type == DagRunType.SCHEDULED else run_id

    @override
    def run_info_from_dag_run(self, *, dag_run: "DagRun") -> DagRunInfo:
        info = super().run_info_from_dag_run(dag_run=dag_run)
        asked = self._asked_last(dag_run)
        if asked is not None and asked.endswith(f"__{self.schedule.edition}"):
            return info
        over = max(self.schedule.covered_by(info.run_after), self._clock() - self.schedule.grace)
        return _at(over)

    @override
    def next_dagrun_info(
        self,
        *,
        last_automated_data_interval: DataInterval | None,
        restriction: TimeRestriction,
    ) -> DagRunInfo | None:
        backfill = restriction.catchup  # all else has catchup=False: a schedule itself catches up
        schedule = self.schedule.without_bounds() if backfill else self.schedule
        after = self._after(last_automated_data_interval, restriction)
        moment = _owed(schedule, after, self._clock(), every=backfill or schedule.catches_up)
        if moment is None or (restriction.latest is not None and moment > restriction.latest):
            return None
        return _at(moment)

    def _after(self, last: DataInterval | None, restriction: TimeRestriction) -> datetime:
        """Return the instant after which a firing is owed."""
        if last is not None:
            return last.end
        if restriction.earliest is not None:
            return restriction.earliest - _JUST_BEFORE
        return self.schedule.owed_since(self._clock())


def _owed(
    schedule: BaseSchedule, after: datetime, now: datetime, *, every: bool
) -> datetime | None:
    """Return the next firing after ``after``; without ``every``, the last one that has passed."""
    passed = None if every else schedule.latest(after, now)
    since = after if every else max(after, now)
    return passed or next(schedule.firings(since, since + _HORIZON), None)


def _at(moment: datetime) -> DagRunInfo:
    return DagRunInfo.exact(pendulum.instance(moment))
