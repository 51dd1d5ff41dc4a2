"""The task that reads an export's rows into the store."""

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator, literal

from antavo_export.config.export import Export
from antavo_export.orchestration.download_link import DownloadLink
from antavo_export.orchestration.failing_fast import failing_fast
from antavo_export.orchestration.run_form import export_of_run

if TYPE_CHECKING:
    from airflow.sdk import Context


class ExtractOperator(BaseOperator):
    """Read an export's rows from Postgres into a file of the store.

    The file appears whole or not at all; the returned receipt was counted from its bytes. Safe to
    clear and retry: the file of the same run is written anew.

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
        # Shown on the Rendered Templates tab, but never rendered: a filter value may hold {{.
        self.spec = literal(export.config.model_dump(mode="json", by_alias=True))

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return the receipt as plain data; the conf of the run is checked before anything else."""
        # Imported here, so that parsing the DAG file loads neither psycopg nor the engine.
        from antavo_export.orchestration.extraction import extract_run  # noqa: PLC0415

        with failing_fast(context):
            export = export_of_run(self.export, context["dag_run"].conf)
            receipt = extract_run(export, context)
        self.has_file = True
        return receipt.as_dict()
