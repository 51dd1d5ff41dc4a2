"""From a folder of YAML files to Airflow DAGs: one each, and never one less for a broken file."""

import logging
from pathlib import Path

from airflow.sdk import DAG, get_parsing_context

from antavo_export.catalog import load_catalog
from antavo_export.config.allowed_notifiers import refused_notifiers
from antavo_export.config.export import Export
from antavo_export.config.folder import RETENTION, load_folder
from antavo_export.config.loader import EXPORT_ID
from antavo_export.errors import ConfigError, Mistake
from antavo_export.orchestration.broken_dag import broken_dag
from antavo_export.orchestration.export_dag import export_dag
from antavo_export.orchestration.once_dag import ONCE, once_dag
from antavo_export.orchestration.retention_dag import retention_dag
from antavo_export.orchestration.settings import Settings, settings

log = logging.getLogger(__name__)


def build_dags(root: Path) -> dict[str, DAG]:
    """Return a DAG for every export below ``root``, and the product's own two, by id.

    A file with mistakes keeps its DAG, so that its history stays and a missed run is seen: a
    placeholder whose one task fails with the mistakes. There is none where the file's name is the
    mistake: Airflow takes no such id. A task's own process builds only its DAG.
    """
    only = get_parsing_context().dag_id
    chosen = settings()
    folder = load_folder(root, load_catalog(chosen.catalog_overlays), only=only)
    dags = {}
    for export_id, export in folder.exports.items():
        dags[export_id] = dag_of(export, chosen)
    for export_id, error in folder.broken.items():
        if EXPORT_ID.fullmatch(export_id):
            dags[export_id] = broken_dag(folder.files[export_id], error)
    # Last: a file that claims one of these ids is a mistake, and must not put them out of work.
    return dags | {ONCE: once_dag(), RETENTION: retention_dag(root)}


def dag_of(export: Export, chosen: Settings) -> DAG:
    """Return the DAG of ``export``, or a placeholder, whatever is wrong: others must go on."""
    refused = refused_notifiers(export, chosen.notifiers)
    if refused:
        return broken_dag(export.source, ConfigError(refused))
    try:
        return export_dag(export, target_pools=chosen.target_pools, recipients=chosen.notify)
    except Exception as error:
        log.exception("no DAG could be made of %s", export.source)
        why = (
            f"no DAG could be made of this file, {type(error).__name__}: {error}; please report it"
        )
        return broken_dag(export.source, ConfigError([Mistake(export.source, 1, "", why)]))


def check_folder(root: Path) -> None:
    """Raise every mistake below ``root`` at once.

    Raised from a DAG file without DAGs, it becomes one import error that names each file and
    line, and leaves the DAGs of all other files alone (Airflow marks every DAG of a file that
    raises as stale).

    Raises:
        ConfigError: when any file has mistakes.
    """
    chosen = settings()
    folder = load_folder(root, load_catalog(chosen.catalog_overlays))
    mistakes = [m for error in folder.broken.values() for m in error.mistakes]
    for export in folder.exports.values():
        mistakes += refused_notifiers(export, chosen.notifiers)
    if mistakes:
        raise ConfigError(mistakes)
