"""The task that reads an export's rows into the store."""

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseHook, BaseOperator, literal

from antavo_export.config.export import Export
from antavo_export.orchestration.download_link import DownloadLink
from antavo_export.orchestration.failing_fast import failing_fast
from antavo_export.orchestration.run_form import export_of_run

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage
    from airflow.sdk import Context


class ExtractOperator(BaseOperator):
    """Read an export's rows from Postgres into a file of the store.

    The file appears whole or not at all; the returned receipt was counted from its bytes. Safe to
    clear and retry: the file of the same run is written anew. A file that is not what the export
    expects stays in the store, and the task ends skipped or failed.

    :param export: the export, as the factory loaded it
    """

    template_fields = ("spec",)
    template_fields_renderers = {"spec": "json"}  # noqa: RUF012 - Airflow's own convention
    operator_extra_links = (DownloadLink(),)
    ui_color = "#e8f0fe"
    has_file = False

    def __init__(self, *, export: Export, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.export = export
        self._lineage: tuple[Export, dict[str, Any]] | None = None
        # Shown on the Rendered Templates tab, but never rendered: a filter value may hold {{.
        self.spec = literal(export.config.model_dump(mode="json", by_alias=True))

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return the receipt as plain data; the conf of the run is checked before anything else."""
        # Imported here, so that parsing the DAG file loads neither psycopg nor the engine.
        from antavo_export.orchestration.acceptance import accepted  # noqa: PLC0415
        from antavo_export.orchestration.extraction import extract_run  # noqa: PLC0415

        with failing_fast(context):
            export = export_of_run(self.export, context["dag_run"].conf)
            receipt = extract_run(export, context)
            self.has_file = True
            self._lineage = (export, receipt.as_dict())
            return accepted(export, receipt, self, context)

    def get_openlineage_facets_on_complete(
        self, task_instance: object
    ) -> "OperatorLineage[Any, Any] | None":
        """Return what was read and written; the OpenLineage provider asks for it."""
        from antavo_export.orchestration import lineage  # noqa: PLC0415 - the provider is optional

        del task_instance
        if self._lineage is None:
            return None
        export, receipt = self._lineage
        connection = BaseHook.get_connection(export.config.connection)
        return lineage.extracted(export, receipt, connection)
