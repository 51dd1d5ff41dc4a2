"""What the wizard asks while a draft is being written: is it right, and what would it give."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from airflow.api_fastapi.common.db.common import SessionDep
from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.models.log import Log
from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, Field

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.folder import RESERVED
from antavo_export.config.loader import build_from_data
from antavo_export.config.yaml_text import as_yaml
from antavo_export.errors import ConfigError, ExportError
from antavo_export.expressions.dates import InvalidDateExpression, parse_date_expression
from antavo_export.orchestration.settings import settings
from antavo_export.schedules import OnDate
from antavo_export.ui.access import require_creating
from antavo_export.ui.details import settings_view
from antavo_export.ui.preview import preview_of
from antavo_export.ui.sample_paths import sample_paths
from antavo_export.ui.target_test import rehearse
from antavo_export.ui.views import mistake_view
from antavo_export.zones import known_zone

router = APIRouter(prefix="/api/drafts", tags=["drafts"])

DRAFT: Final = "draft"
_FIRINGS: Final = 5
_HORIZON: Final = timedelta(days=3 * 366)
_END: Final = datetime.max.replace(tzinfo=UTC)  # one moment is found however far away it is


class Draft(BaseModel):
    """A configuration as the wizard has it so far."""

    config: dict[str, Any]


class DateQuestion(BaseModel):
    """A ``date:`` expression and the zone it is meant in."""

    expression: str = Field(max_length=500)
    timezone: str = "UTC"


@router.post("/check", dependencies=[Depends(require_creating)])
def check(draft: Draft) -> dict[str, Any]:
    """Return the draft's mistakes, or what it means: words, YAML, SQL, firings, paths."""
    try:
        export = _export(draft)
    except ConfigError as error:
        return {"mistakes": [mistake_view(mistake) for mistake in error.mistakes]}
    now = datetime.now(UTC)
    schedule = export.config.schedule
    firings = schedule.firings(now, _END if isinstance(schedule, OnDate) else now + _HORIZON)
    return {
        "mistakes": [],
        "settings": settings_view(export),
        "yaml": as_yaml(draft.config),
        "firings": [firing.isoformat() for firing in islice(firings, _FIRINGS)],
        "paths": sample_paths(export, now),
    }


@router.post("/date")
def date_meaning(question: DateQuestion, user: GetUserDep) -> dict[str, Any]:
    """Return what an expression means now: the day, the instant, or why it means nothing."""
    del user  # it takes a login, and nothing more: no data is read
    try:
        moment = datetime.now(ZoneInfo(known_zone(question.timezone)))
        expression = parse_date_expression(question.expression)
        return {
            "date": expression.date(moment).isoformat(),
            "instant": expression.instant(moment).isoformat(),
            "states_time": expression.states_time,
        }
    except (InvalidDateExpression, ValueError) as error:
        return {"problem": str(error)}


@router.post("/preview", dependencies=[Depends(require_creating)])
def preview(draft: Draft, user: GetUserDep, session: SessionDep) -> dict[str, Any]:
    """Return the first rows of the draft and an estimate of how many there are.

    Rows are personal data, so Airflow's audit log tells who looked at which model.
    """
    try:
        export = _export(draft)
        told = export.model.name
        session.add(Log(event="antavo_export.preview", owner=user.get_name(), extra=told))
        return preview_of(export, datetime.now(UTC))
    except ConfigError as error:
        return {"mistakes": [mistake_view(mistake) for mistake in error.mistakes]}
    except ExportError as error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, str(error)) from error


@router.post("/target", dependencies=[Depends(require_creating)])
def try_target(draft: Draft, user: GetUserDep, session: SessionDep) -> dict[str, Any]:
    """Rehearse a delivery to each of the draft's targets and return what each step found.

    Airflow's audit log tells who had which connections used.
    """
    try:
        export = _export(draft)
    except ConfigError as error:
        return {"mistakes": [mistake_view(mistake) for mistake in error.mistakes]}
    told = ", ".join(target.connection for target in export.config.targets)
    session.add(Log(event="antavo_export.target_test", owner=user.get_name(), extra=told))
    paths = sample_paths(export, datetime.now(UTC))
    pairs = zip(export.config.targets, paths, strict=True)
    return {"targets": [rehearse(target, path) for target, path in pairs]}


def _export(draft: Draft) -> Export:
    """Return the export; calendars are those beside the exports, where its file would be."""
    chosen = settings()
    return build_from_data(
        _future_id(draft.config),
        draft.config,
        load_catalog(chosen.catalog_overlays),
        origin=Path(DRAFT),
        calendars=chosen.export_configs,
    )


def _future_id(config: dict[str, Any]) -> str:
    """Return the id that the runs will have, for the paths: known where no file will be made."""
    schedule = config.get("schedule", "now")
    kinds = {schedule} if isinstance(schedule, str) else schedule
    once = isinstance(kinds, dict | set) and not {"now", "on"}.isdisjoint(kinds)
    return RESERVED if once else DRAFT
