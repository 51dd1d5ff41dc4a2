"""From the ``schedule`` section to what Airflow schedules by."""

from antavo_export.orchestration.timetables.export_timetable import ExportTimetable
from antavo_export.schedules import BaseSchedule, Manual, Now


def timetable_for(schedule: BaseSchedule) -> ExportTimetable | str | None:
    """Return what ``DAG(schedule=...)`` takes; the same schedule always gives the same.

    The DAG gets no ``start_date`` and no ``end_date``: a schedule's own bounds are part of its
    timetable, and a start date in the past would make Airflow fire what nobody asked for.

    ``now`` is Airflow's ``@once``: it fires when the file is first read, and again only if Airflow
    has lost the run, which happens when its metadata database is made anew.
    """
    if isinstance(schedule, Now):
        return "@once"
    return None if isinstance(schedule, Manual) else ExportTimetable(schedule)
