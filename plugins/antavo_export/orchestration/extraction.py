"""One run of an export inside a task: its run moment, its database, its store."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from antavo_export.config.export import Export
from antavo_export.orchestration.database import connector
from antavo_export.orchestration.observing import extracted
from antavo_export.orchestration.progress_report import ProgressReport
from antavo_export.orchestration.run_moment import run_moment
from antavo_export.orchestration.settings import settings
from antavo_export.orchestration.stores import open_store
from antavo_export.pipeline.extract import default_file_name, extract
from antavo_export.pipeline.receipt import Receipt

if TYPE_CHECKING:
    from airflow.sdk import Context

log = logging.getLogger(__name__)


def extract_run(export: Export, context: "Context", *, file_stem: str | None = None) -> Receipt:
    """Read the rows of the run in ``context`` and return the receipt of the stored file.

    ``file_stem`` takes the place of the export's id in the file's name.
    """
    dag_run = context["dag_run"]
    moment = run_moment(dag_run, context["params"], export.config.zone)
    named = replace(export, export_id=file_stem or export.export_id)
    log.info("run moment %s, model %s", moment.isoformat(), export.model.name)
    receipt = extract(
        export,
        moment,
        connect=connector(export.config.connection),
        store=open_store(settings().store),
        run_id=dag_run.run_id,
        file_name=default_file_name(named, moment),
        progress=ProgressReport(context["ti"]),
    )
    extracted(context, receipt.as_dict())
    return receipt
