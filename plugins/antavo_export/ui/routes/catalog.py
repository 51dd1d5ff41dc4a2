"""What the page offers: data models, fields with their operators, formats, targets, zones."""

from typing import Any
from zoneinfo import available_timezones

from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.configuration import conf
from fastapi import APIRouter, HTTPException, status

from antavo_export.catalog import Catalog, Field, load_catalog
from antavo_export.errors import UnknownModelError
from antavo_export.expressions.aggregates import AGGREGATES
from antavo_export.expressions.operators import operators_of
from antavo_export.formats import FORMATS
from antavo_export.orchestration.settings import settings
from antavo_export.targets import TARGETS
from antavo_export.ui.access import may_create

router = APIRouter(prefix="/api/catalog", tags=["catalog"])


def _catalog() -> Catalog:
    return load_catalog(settings().catalog_overlays)


@router.get("")
def list_models(user: GetUserDep) -> dict[str, Any]:
    """Return the data models and all else on offer, and what the user may do with it."""
    catalog = _catalog()
    models = [catalog.model(name) for name in catalog.names]
    return {
        "models": [
            {"name": model.name, "label": model.label, "description": model.description}
            for model in models
        ],
        "formats": list(FORMATS),
        "targets": [
            {"name": name, "connection_types": target.connection_types}
            for name, target in TARGETS.items()
        ],
        "zones": sorted(available_timezones()),
        "airflow_zone": _airflow_zone(),
        "rights": {
            "create": may_create(user),
            "write_files": settings().page_writes_files,
        },
    }


def _airflow_zone() -> str:
    """Return Airflow's zone as IANA writes it; Airflow also takes ``utc``, and ``system``."""
    zone = conf.get("core", "default_timezone", fallback="utc").lower()
    return next((known for known in available_timezones() if known.lower() == zone), "UTC")


@router.get("/{name}")
def show_model(name: str, user: GetUserDep) -> dict[str, Any]:
    """Return a data model's fields, each with the operators and aggregations it takes."""
    del user  # any user who is logged in may read the catalogue; the dependency sees to that
    try:
        model = _catalog().model(name)
    except UnknownModelError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, str(error)) from error
    return {
        "name": model.name,
        "label": model.label,
        "description": model.description,
        "fields": [_field_view(field) for field in model.declared],
    }


def _field_view(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type,
        "values": list(field.values),
        "open": field.open,
        "mandatory": field.mandatory,
        "computed": field.computed,
        "description": field.description,
        "operators": [
            {"name": o.name, "label": o.label_for(field.type), "arity": o.arity.name.lower()}
            for o in operators_of(field.type)
        ],
        "aggregations": [
            {"name": a.name, "label": a.label}
            for a in AGGREGATES.values()
            if field.type in a.types and not field.computed
        ],
    }
