"""Airflow's scheduling of one DAG, without its processes and with a clock that is set by hand.

What is simulated is the order of things: the DAG processor works out the next run at every parse
(``DagModel.calculate_dagrun_date_fields``), the scheduler creates it when it is due
(``SchedulerJobRunner._create_dag_runs``) and works out the one after.
"""

from datetime import datetime, timedelta

import pendulum
from airflow.models.dagrun import DagRun
from airflow.timetables.base import DagRunInfo, TimeRestriction
from airflow.utils.types import DagRunType

from antavo_export.orchestration.timetables import ExportTimetable
from antavo_export.schedules import BaseSchedule


class SimulatedScheduler:
    """One export, from the moment its file is there."""

    def __init__(self, schedule: BaseSchedule, now: datetime) -> None:
        self.now = now
        self.runs: list[DagRun] = []
        self.save(schedule)

    @property
    def fired(self) -> list[datetime]:
        """Return the logical dates of all runs, in the order they were created."""
        return [run.logical_date for run in self.runs if run.logical_date]

    def save(self, schedule: BaseSchedule) -> None:
        """Write the file anew; Airflow parses it at once, and creates what is due then."""
        self._timetable = ExportTimetable(
            schedule, clock=lambda: self.now, asked=lambda _: self._asked_last()
        )
        self.parse()
        self.create_what_is_due()

    def parse(self) -> None:
        """Work out the next run, as every parse of the file does."""
        self._next = self._after(max(self.runs, key=_logical_date, default=None))

    def pass_time(self, *, until: datetime, every: timedelta) -> None:
        """Let Airflow run on: parse, create what is due, and again after each step."""
        while self.now < until:
            self.now = min(self.now + every, until)
            self.parse()
            self.create_what_is_due()

    def create_what_is_due(self) -> None:
        """Create runs as the scheduler does: at most one in each of its loops."""
        while self._next is not None and self._next.run_after <= self.now:
            self.runs.append(self._run(DagRunType.SCHEDULED, self._next))
            self._next = self._after(self.runs[-1])

    def backfill(self, first: datetime, last: datetime) -> None:
        """Create the runs that a backfill of a period asks for."""
        restriction = TimeRestriction(
            earliest=pendulum.instance(first), latest=pendulum.instance(last), catchup=True
        )
        info = None
        while info := self._timetable.next_dagrun_info_v2(
            last_dagrun_info=info, restriction=restriction
        ):
            self.runs.append(self._run(DagRunType.BACKFILL_JOB, info))
        self.parse()

    def _asked_last(self) -> str | None:
        scheduled = [run for run in self.runs if run.run_type == DagRunType.SCHEDULED]
        latest = max(scheduled, key=_logical_date, default=None)
        return latest and latest.run_id

    def _after(self, run: DagRun | None) -> DagRunInfo | None:
        last = run and self._timetable.run_info_from_dag_run(dag_run=run)
        restriction = TimeRestriction(earliest=None, latest=None, catchup=False)
        return self._timetable.next_dagrun_info_v2(last_dagrun_info=last, restriction=restriction)

    def _run(self, run_type: DagRunType, info: DagRunInfo) -> DagRun:
        run_id = DagRun.generate_run_id(
            run_type=run_type, logical_date=info.logical_date, run_after=info.run_after
        )
        if run_type == DagRunType.SCHEDULED:
            run_id = self._timetable.generate_run_id(
                run_type=run_type, run_after=info.run_after, data_interval=info.data_interval
            )
        return DagRun(
            dag_id="export",
            run_id=run_id,
            run_type=run_type,
            logical_date=info.logical_date,
            run_after=info.run_after,
            data_interval=info.data_interval,
        )


def _logical_date(run: DagRun) -> datetime:
    return run.logical_date or run.run_after
