"""The details of a run: its settings in words, its receipt, its deliveries, its failure."""

from collections.abc import Mapping
from typing import Any

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.folder import RESERVED, load_folder
from antavo_export.config.words import (
    file_in_words,
    filters_in_words,
    target_in_words,
)
from antavo_export.errors import ConfigError
from antavo_export.orchestration.run_form import export_in_conf, export_of_run
from antavo_export.orchestration.settings import settings
from antavo_export.ui.history import RunRow
from antavo_export.ui.stored_files import is_stored
from antavo_export.ui.views import deliveries_of, failures_of, receipt_of


def details_view(row: RunRow) -> dict[str, Any]:
    """Return what the details page shows beyond the list's entry.

    The settings are those of the export's file as it is now, changed by the conf of the run.
    ``config`` is the same as plain data, for a clone.
    """
    receipt = receipt_of(row)
    try:
        export: Export | None = export_behind(row.run.dag_id, row.run.conf)
        problem = ""
    except ConfigError as error:
        export, problem = None, str(error)
    return {
        "settings": None if export is None else settings_view(export),
        "config": None if export is None else export.data,
        "settings_problem": problem,
        "receipt": receipt,
        "deliveries": deliveries_of(row),
        "failures": failures_of(row),
        "stored": receipt is not None and is_stored(receipt),
    }


def export_behind(export_id: str, conf: Mapping[str, Any] | None) -> Export:
    """Return the export of a run: from its file, changed by its conf, or from its conf alone.

    Raises:
        ConfigError: when the file is gone or has mistakes.
    """
    catalog = load_catalog(settings().catalog_overlays)
    if export_id == RESERVED:
        return export_in_conf(export_id, conf or {}, catalog)
    folder = load_folder(settings().export_configs, catalog, only=export_id)
    if export_id in folder.broken:
        raise folder.broken[export_id]
    return export_of_run(folder.exports[export_id], conf)


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
