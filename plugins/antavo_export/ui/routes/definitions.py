"""The exports themselves: their schedule, whether they are active, and files with mistakes."""

from collections.abc import Mapping
from typing import Any

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.common.db.common import SessionDep
from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.models.dag import DagModel
from airflow.models.dagrun import DagRun
from fastapi import APIRouter

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import RESERVED, RETENTION, Folder
from antavo_export.errors import ConfigError
from antavo_export.orchestration.export_dag import MODEL_TAG, TARGET_TAG
from antavo_export.orchestration.settings import settings
from antavo_export.ui.access import Readable, may_trigger
from antavo_export.ui.history import (
    created_at,
    definitions,
    export_ids,
    latest_runs,
    tags_of,
)
from antavo_export.ui.known_exports import known_exports
from antavo_export.ui.views import STATUSES, mistake_view, tagged

router = APIRouter(prefix="/api/exports", tags=["exports"])


@router.get("")
def list_exports(user: GetUserDep, readable: Readable, session: SessionDep) -> dict[str, Any]:
    """Return every export the user may see, and the mistakes of those that cannot run."""
    exports = export_ids(session, readable) - {RESERVED}
    tags, latest = tags_of(session, exports), latest_runs(session, exports)
    folder, broken = _folder()
    labels = _labels()
    return {
        "exports": [
            _view(dag, tags.get(dag.dag_id, set()), latest.get(dag.dag_id), user, labels)
            | {"timezone": _zone(folder, dag.dag_id), "broken": dag.dag_id in folder.broken}
            for dag in definitions(session, exports)
        ],
        "broken": broken + _mistakes(folder, exports | {RESERVED, RETENTION}),
    }


def _folder() -> tuple[Folder, list[dict[str, Any]]]:
    try:
        return known_exports(), []
    except ConfigError as error:
        return Folder(), [mistake_view(mistake) for mistake in error.mistakes]


def _zone(folder: Folder, export_id: str) -> str:
    """Return the zone in which the export's days begin for its schedule."""
    export = folder.exports.get(export_id)
    return "UTC" if export is None else export.config.schedule.zone.key


def _labels() -> dict[str, str]:
    catalog = load_catalog(settings().catalog_overlays)
    return {name: catalog.model(name).label for name in catalog.names}


def _view(
    dag: DagModel,
    tags: set[str],
    last: DagRun | None,
    user: BaseUser,
    labels: Mapping[str, str],
) -> dict[str, Any]:
    model = next(iter(tagged(tags, MODEL_TAG)), "")
    return {
        "export": dag.dag_id,
        "name": dag.dag_display_name,
        "owner": dag.owners,
        "model": model,
        "model_label": labels.get(model, model),
        "targets": tagged(tags, TARGET_TAG),
        "schedule": dag.timetable_summary,
        "next_run": dag.next_dagrun_create_after,
        "active": not dag.is_paused,
        "last": None if last is None else _last(last),
        "may_trigger": may_trigger(dag.dag_id, user),
    }


def _last(run: DagRun) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "created_at": created_at(run).isoformat(),
        "status": STATUSES.get(run.state or "", "pending"),
    }


def _mistakes(folder: Folder, exports: set[str]) -> list[dict[str, Any]]:
    """Return the mistakes in the files of exports that the user may see."""
    root = settings().export_configs
    return [
        mistake_view(mistake, root)
        for export_id, error in folder.broken.items()
        if export_id in exports
        for mistake in error.mistakes
    ]
