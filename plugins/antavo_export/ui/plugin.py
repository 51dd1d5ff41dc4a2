"""The plugin class: everything that Airflow learns about this product."""

from typing import Any

from airflow.plugins_manager import AirflowPlugin

from antavo_export.orchestration.timetables import TIMETABLES


class AntavoExportPlugin(AirflowPlugin):
    """Exports in Airflow: their timetables, in every process that has to understand them."""

    name = "antavo_export"
    timetables: list[Any] = list(TIMETABLES)  # noqa: RUF012 - Airflow declares it so
