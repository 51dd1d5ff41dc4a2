"""The button "Download file" on the page of the task that made the file."""

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from airflow.sdk import BaseOperatorLink
from airflow.sdk.configuration import conf

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator
    from airflow.sdk.types import TaskInstanceKey

WEB_PREFIX: Final = "/antavo-export"
"""Where the plugin's web application is mounted in Airflow's API server."""


class DownloadLink(BaseOperatorLink):
    """A link to the file of the run; Airflow asks for it when the task has ended, however.

    An operator says with ``has_file`` that there is one; an empty link shows no button.
    """

    name = "Download file"

    def get_link(self, operator: "BaseOperator", *, ti_key: "TaskInstanceKey") -> str:
        if not getattr(operator, "has_file", False):
            return ""
        return file_url(ti_key.dag_id, ti_key.run_id)


def web_root() -> str:
    """Return the path of the web application, below that of Airflow when it has one."""
    base = urlsplit(conf.get("api", "base_url", fallback="")).path.rstrip("/")
    return f"{base}{WEB_PREFIX}"


def file_url(export_id: str, run_id: str) -> str:
    """Return the path from which the file of a run is downloaded."""
    return f"{web_root()}/api/runs/{quote(export_id, safe='')}/{quote(run_id, safe='')}/file"
