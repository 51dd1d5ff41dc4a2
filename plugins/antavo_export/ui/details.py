"""The details of a run: its settings in words, its receipt, its deliveries, its failure."""

from collections.abc import Mapping
from typing import Any

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.folder import RESERVED
from antavo_export.config.words import (
    file_in_words,
    filters_in_words,
    target_in_words,
)
from antavo_export.config.yaml_text import as_yaml
from antavo_export.errors import ConfigError, Mistake
from antavo_export.orchestration.run_form import export_in_conf, export_of_run
from antavo_export.orchestration.run_moment import run_moment
from antavo_export.orchestration.settings import settings
from antavo_export.sql.compiler import compile_export
from antavo_export.ui.history import RunRow
from antavo_export.ui.known_exports import known_exports
from antavo_export.ui.stored_files import is_stored, kept_until
from antavo_export.ui.views import deliveries_of, failures_of, receipt_of


def details_view(row: RunRow) -> dict[str, Any]:
    """Return what the details page shows beyond the list's entry.

    The settings are those of the export's file as it is now, changed by the conf of the run.
    ``config`` is the same as plain data, for a clone; ``conf`` is what another run is given to
    be like this one.
    """
    receipt = receipt_of(row)
    export: Export | None = None
    problem = ""
    try:
        export = export_behind(row.run.dag_id, row.run.conf)
    except ConfigError as error:
        problem = str(error)
    days = None if export is None else export.config.retention.days
    return {
        "settings": None if export is None else settings_view(export),
        "config": None if export is None else export.data,
        "yaml": "" if export is None else as_yaml(export.data),
        "conf": row.run.conf or {},
        "settings_problem": problem,
        "receipt": receipt,
        "deliveries": deliveries_of(row),
        "failures": failures_of(row),
        "stored": receipt is not None and is_stored(receipt),
        "kept_until": None if receipt is None else kept_until(receipt, days),
    }


def export_behind(export_id: str, conf: Mapping[str, Any] | None) -> Export:
    """Return the export of a run: from its file, changed by its conf, or from its conf alone.

    Raises:
        ConfigError: when the file is gone or has mistakes.
    """
    if export_id == RESERVED:
        catalog = load_catalog(settings().catalog_overlays)
        return export_in_conf(export_id, conf or {}, catalog)
    folder = known_exports()
    if export_id in folder.exports:
        return export_of_run(folder.exports[export_id], conf)
    missing = Mistake(settings().export_configs / f"{export_id}.yaml", 1, "", "is gone")
    raise folder.broken.get(export_id) or ConfigError([missing])


def statement_of(row: RunRow) -> str:
    """Return the statement the run reads with, compiled from what `export_behind` returns.

    Raises:
        ConfigError: as `export_behind` does.
        InvalidAsOfError: the conf names a moment that is none.
    """
    export = export_behind(row.run.dag_id, row.run.conf)
    moment = run_moment(row.run, row.run.conf or {}, export.config.zone)
    return compile_export(export, moment).copy().as_string(None)


def settings_view(export: Export) -> dict[str, Any]:
    """Return an export's settings in the wizard's order."""
    config = export.config
    return {
        "name": config.name,
        "model": export.model.name,
        "model_label": export.model.label,
        "timezone": config.timezone,
        "filters": list(filters_in_words(export)),
        "aggregate": config.aggregate,
        "all_fields": config.fields == "all",
        "fields": [mapping.model_dump(mode="json", by_alias=True) for mapping in export.mappings],
        "file": file_in_words(export),
        "schedule": config.schedule.in_words(),
        "targets": [target_in_words(target) for target in config.targets],
        "notify": list(config.notify),
    }
