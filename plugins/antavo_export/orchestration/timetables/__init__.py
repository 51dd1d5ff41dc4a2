"""When Airflow runs an export: the plugin hands ``TIMETABLES`` to Airflow.

A DAG's schedule is stored under the name of its class, which the scheduler, the DAG processor, the
API server and the triggerer all look up among the plugins they have loaded.
"""

from typing import Final

from antavo_export.orchestration.timetables.export_timetable import ExportTimetable
from antavo_export.orchestration.timetables.translation import timetable_for

TIMETABLES: Final[list[type[ExportTimetable]]] = [ExportTimetable]

__all__ = ["TIMETABLES", "ExportTimetable", "timetable_for"]
