"""What the wizard asks while a draft is being written: is it right, and what would it give."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, Field

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
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

DRAFT: Final = Path("draft")
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


@router.post("/check")
def check(draft: Draft, user: GetUserDep) -> dict[str, Any]:
    """Return the draft's mistakes, or what it means: words, YAML, SQL, firings, paths."""
    del user  # it takes a login, and nothing more: no data is read
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
    del user  # see `check`
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
def preview(draft: Draft) -> dict[str, Any]:
    """Return the first rows of the draft, and an estimate of how many there are."""
    try:
        return preview_of(_export(draft), datetime.now(UTC))
    except ConfigError as error:
        return {"mistakes": [mistake_view(mistake) for mistake in error.mistakes]}
    except ExportError as error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, str(error)) from error


@router.post("/target", dependencies=[Depends(require_creating)])
def try_target(draft: Draft) -> dict[str, Any]:
    """Rehearse a delivery to each of the draft's targets and return what each step found."""
    try:
        export = _export(draft)
    except ConfigError as error:
        return {"mistakes": [mistake_view(mistake) for mistake in error.mistakes]}
    paths = sample_paths(export, datetime.now(UTC))
    pairs = zip(export.config.targets, paths, strict=True)
    return {"targets": [rehearse(target, path) for target, path in pairs]}


def _export(draft: Draft) -> Export:
    catalog = load_catalog(settings().catalog_overlays)
    return build_from_data(DRAFT.name, draft.config, catalog, origin=DRAFT)
