"""The exports themselves: their schedule, whether they are active, and files with mistakes."""

from typing import Any

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.common.db.common import SessionDep
from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.models.dag import DagModel
from airflow.models.dagrun import DagRun
from fastapi import APIRouter

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import RESERVED, load_folder
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
from antavo_export.ui.views import STATUSES, mistake_view, tagged

router = APIRouter(prefix="/api/exports", tags=["exports"])


@router.get("")
def list_exports(user: GetUserDep, readable: Readable, session: SessionDep) -> dict[str, Any]:
    """Return every export the user may see, and the mistakes of those that cannot run."""
    exports = export_ids(session, readable) - {RESERVED}
    tags, latest = tags_of(session, exports), latest_runs(session, exports)
    return {
        "exports": [
            _view(dag, tags.get(dag.dag_id, set()), latest.get(dag.dag_id), user)
            for dag in definitions(session, exports)
        ],
        "broken": _mistakes(exports),
    }


def _view(dag: DagModel, tags: set[str], last: DagRun | None, user: BaseUser) -> dict[str, Any]:
    return {
        "export": dag.dag_id,
        "name": dag.dag_display_name,
        "owner": dag.owners,
        "model": next(iter(tagged(tags, MODEL_TAG)), ""),
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


def _mistakes(exports: set[str]) -> list[dict[str, Any]]:
    """Return the mistakes in the files of exports that the user may see."""
    try:
        folder = load_folder(settings().export_configs, load_catalog(settings().catalog_overlays))
    except ConfigError as error:
        return [mistake_view(mistake) for mistake in error.mistakes]
    return [
        mistake_view(mistake)
        for export_id, error in folder.broken.items()
        if export_id in exports
        for mistake in error.mistakes
    ]
