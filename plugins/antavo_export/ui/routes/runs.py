"""The list of runs, one run's details, and its file."""

from typing import Annotated, Any

from airflow.api_fastapi.common.db.common import SessionDep
from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, Depends, HTTPException, Query, status

from antavo_export.errors import ExportError
from antavo_export.ui.access import (
    Readable,
    downloadable,
    may_download,
    may_trigger,
    require_reading,
)
from antavo_export.ui.details import details_view, statement_of
from antavo_export.ui.history import RunRow, export_ids, find_run, tags_of
from antavo_export.ui.run_list import find_runs
from antavo_export.ui.run_query import RunQuery
from antavo_export.ui.views import run_view

router = APIRouter(prefix="/api/runs", tags=["runs"])


def known_run(export_id: str, run_id: str, user: GetUserDep, session: SessionDep) -> RunRow:
    """Return the run, or answer 404 where it does not exist or may not be seen."""
    require_reading(export_id, user)
    row = find_run(session, export_id, run_id)
    if row is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"'{export_id}' has no run '{run_id}'")
    return row


KnownRun = Annotated[RunRow, Depends(known_run)]


@router.get("")
def list_runs(
    query: Annotated[RunQuery, Query()], user: GetUserDep, readable: Readable, session: SessionDep
) -> dict[str, Any]:
    """Return one page of the runs the user may see, newest first unless asked otherwise."""
    exports = export_ids(session, readable)
    total, rows = find_runs(session, exports, query)
    shown = {row.run.dag_id for row in rows}
    tags = tags_of(session, shown)
    downloads = downloadable(shown, user)
    return {
        "total": total,
        "page": query.page,
        "page_size": query.page_size,
        "runs": [
            run_view(row, tags.get(row.run.dag_id, set()))
            | {"may_download": row.run.dag_id in downloads}
            for row in rows
        ],
    }


@router.get("/{export_id}/{run_id}")
def show_run(row: KnownRun, user: GetUserDep, session: SessionDep) -> dict[str, Any]:
    """Return everything there is to know about one run."""
    export_id = row.run.dag_id
    tags = tags_of(session, {export_id}).get(export_id, set())
    rights = {"download": may_download(export_id, user), "trigger": may_trigger(export_id, user)}
    return {**run_view(row, tags), **details_view(row), "rights": rights}


@router.get("/{export_id}/{run_id}/sql")
def show_statement(row: KnownRun) -> dict[str, str]:
    """Return the SQL of the run; where the settings have mistakes, what they are."""
    try:
        return {"sql": statement_of(row)}
    except ExportError as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
