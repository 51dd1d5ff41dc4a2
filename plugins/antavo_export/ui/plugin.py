"""The plugin class: everything that Airflow learns about this product."""

from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from antavo_export.orchestration.deadline import RunMomentDeadline
from antavo_export.orchestration.download_link import WEB_PREFIX, web_root
from antavo_export.orchestration.timetables import TIMETABLES


class AntavoExportPlugin(AirflowPlugin):
    """Exports in Airflow: their timetables in every process, their page in the API server.

    What only the API server asks for is built on first use, so that loading the plugin costs
    the scheduler and the tasks neither FastAPI nor the page.
    """

    name = "antavo_export"
    timetables: list[Any] = list(TIMETABLES)  # noqa: RUF012 - Airflow declares it so
    deadline_references: list[Any] = [RunMomentDeadline]  # noqa: RUF012 - the same

    @cached_property
    def fastapi_apps(self) -> list[dict[str, Any]]:  # type: ignore[override]  # Airflow only reads it
        """The web application."""
        from antavo_export.ui.app import create_app  # noqa: PLC0415 - see the class

        return [{"name": "Antavo exports", "app": create_app(), "url_prefix": WEB_PREFIX}]

    @cached_property
    def react_apps(self) -> list[dict[str, Any]]:  # type: ignore[override]  # Airflow only reads it
        """The page in the navigation, and a tab on every DAG and every run."""
        page = {
            "bundle_url": f"{web_root()}/static/exports.js?v={_version('exports.js')}",
            "icon": f"{web_root()}/static/exports.svg",
            "nav_top_level": True,
        }
        return [
            # Airflow looks an app up among the browser's globals under its name.
            page | {"name": "Exports", "url_route": "exports", "destination": "nav"},
            page | {"name": "Export", "url_route": "export", "destination": "dag"},
            page | {"name": "Export", "url_route": "export-run", "destination": "dag_run"},
        ]


def _version(file: str) -> str:
    """Return a part of the file's hash: a new page is never taken from a browser's cache."""
    return sha256((files("antavo_export.ui") / "static" / file).read_bytes()).hexdigest()[:12]
