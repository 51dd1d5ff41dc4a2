"""From a folder of YAML files to Airflow DAGs: one each, and never one less for a broken file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from airflow.sdk import DAG, get_parsing_context

from antavo_export.catalog import Catalog, load_catalog
from antavo_export.config.export import Export
from antavo_export.config.folder import export_files
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError
from antavo_export.orchestration.broken_dag import broken_dag
from antavo_export.orchestration.export_dag import export_dag
from antavo_export.orchestration.once_dag import ONCE, once_dag
from antavo_export.orchestration.settings import settings


@dataclass
class Loaded:
    """What a folder of export files holds: exports, and the files with mistakes."""

    exports: dict[str, Export] = field(default_factory=dict)
    broken: dict[str, ConfigError] = field(default_factory=dict)


def load_folder(folder: Path, catalog: Catalog, *, only: str | None = None) -> Loaded:
    """Return every export below ``folder``, or the one with the id ``only``."""
    loaded = Loaded()
    for export_id, file in export_files(folder, only=only):
        try:
            loaded.exports[export_id] = load_export(file, catalog)
        except ConfigError as error:
            loaded.broken[export_id] = error
    return loaded


def build_dags(folder: Path) -> dict[str, DAG]:
    """Return a DAG for every export below ``folder``, by id.

    A file with mistakes keeps its DAG, so that its history stays and a missed run is seen: a
    placeholder whose one task fails with the mistakes. A task's own process builds only its DAG.
    """
    loaded = load_folder(
        folder, load_catalog(settings().catalog_overlays), only=get_parsing_context().dag_id
    )
    return dict(_dags(loaded))


def _dags(loaded: Loaded) -> Iterator[tuple[str, DAG]]:
    yield ONCE, once_dag()
    for export_id, export in loaded.exports.items():
        yield export_id, export_dag(export)
    for export_id, error in loaded.broken.items():
        yield export_id, broken_dag(export_id, error)


def check_folder(folder: Path) -> None:
    """Raise every mistake below ``folder`` at once.

    Raised from a DAG file without DAGs, it becomes one import error that names each file and
    line, and leaves the DAGs of all other files alone (Airflow marks every DAG of a file that
    raises as stale).

    Raises:
        ConfigError: when any file has mistakes.
    """
    loaded = load_folder(folder, load_catalog(settings().catalog_overlays))
    if loaded.broken:
        raise ConfigError(m for error in loaded.broken.values() for m in error.mistakes)
