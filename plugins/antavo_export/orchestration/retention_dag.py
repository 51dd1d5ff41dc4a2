"""The maintenance DAG: every night it removes the files that have had their time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk import DAG, BaseOperator

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import RETENTION, load_folder
from antavo_export.orchestration.export_dag import TASK_DEFAULTS
from antavo_export.orchestration.settings import settings
from antavo_export.orchestration.timetables import ExportTimetable
from antavo_export.schedules import Daily

if TYPE_CHECKING:
    from airflow.sdk import Context

    from antavo_export.pipeline.retention import Expired

_DOCUMENTATION: Final = """
Removes stored files that are older, more or larger than the `retention` of their export and of the
whole store (`[antavo_export] retention_days`, `retention_files`, `retention_bytes`) allow, and what
killed runs left behind. The runs stay in the history; the page says that their file has expired.
"""


class RemoveExpiredOperator(BaseOperator):
    """Remove the files of the store that are not to be kept.

    :param root: the folder of export files
    """

    def __init__(self, *, root: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.root = root

    def execute(self, context: "Context") -> int:
        """Return how many files were removed; each is named in the log."""
        del context
        # Imported here, so that parsing the DAG file does not load the engine.
        from antavo_export.orchestration.stores import open_store  # noqa: PLC0415
        from antavo_export.pipeline.retention import Keep, remove_expired  # noqa: PLC0415

        def told(expired: "Expired") -> None:
            self.log.info("removed %s: %s", expired.run.uri, expired.why)

        folder = load_folder(Path(self.root), load_catalog(settings().catalog_overlays))
        per_export = {
            export_id: Keep(**export.config.retention.model_dump())
            for export_id, export in folder.exports.items()
        }
        overall = Keep(**settings().retention.model_dump())
        store = open_store(settings().store)
        return remove_expired(store, datetime.now(UTC), overall, per_export, told=told)


def retention_dag(root: Path) -> DAG:
    """Return the maintenance DAG for the exports below ``root``."""
    nightly = Daily.model_validate({"daily": True, "at": "03:40"})
    with DAG(
        dag_id=RETENTION,
        dag_display_name="Remove expired exports",
        schedule=ExportTimetable(nightly),
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=1,
        doc_md=_DOCUMENTATION,
        tags=["antavo-export-maintenance"],
        default_args=TASK_DEFAULTS,
    ) as dag:
        RemoveExpiredOperator(task_id="remove_expired", root=str(root))
    return dag
