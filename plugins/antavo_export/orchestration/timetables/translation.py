"""From the ``schedule`` section to what Airflow schedules by."""

from antavo_export.orchestration.timetables.export_timetable import ExportTimetable
from antavo_export.schedules import BaseSchedule, Manual, Now


def timetable_for(schedule: BaseSchedule) -> ExportTimetable | str | None:
    """Return what ``DAG(schedule=...)`` takes; the same schedule always gives the same.

    The DAG gets ``catchup=False`` and neither ``start_date`` nor ``end_date``: bounds and catching
    up are the timetable's own, because a start date in the past makes Airflow fire what nobody
    asked for, and without one it lets no DAG catch up.

    ``now`` is Airflow's ``@once``: it fires when the file is first read, and again only if Airflow
    has lost the run, which happens when its metadata database is made anew.
    """
    if isinstance(schedule, Now):
        return "@once"
    return None if isinstance(schedule, Manual) else ExportTimetable(schedule)
