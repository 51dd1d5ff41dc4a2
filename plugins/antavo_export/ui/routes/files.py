"""New export files: written where the administrator allows it, never over another."""

from typing import Annotated, Any, Final

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, Field

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import build_from_data
from antavo_export.config.yaml_text import as_yaml
from antavo_export.errors import ConfigError
from antavo_export.orchestration.settings import settings
from antavo_export.ui.access import require_creating
from antavo_export.ui.routes.drafts import DRAFT
from antavo_export.ui.views import mistake_view

router = APIRouter(prefix="/api/files", tags=["files"])

_LONGEST_ID: Final = 100


class NewExport(BaseModel):
    """A finished draft and the id it shall have."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=_LONGEST_ID)]
    config: dict[str, Any]


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[Depends(require_creating)])
def create_file(new: NewExport, user: GetUserDep) -> dict[str, str]:
    """Write the draft as ``<id>.yaml`` into the folder of exports; Airflow finds it there."""
    if not settings().page_writes_files:
        raise HTTPException(
            status.HTTP_403_FORBIDDEN,
            "the administrator has not allowed the page to write export files"
            " (page_writes_files); download the YAML and commit it",
        )
    config = {**new.config, "owner": new.config.get("owner") or user.get_name()}
    try:
        build_from_data(new.id, config, load_catalog(settings().catalog_overlays), origin=DRAFT)
    except ConfigError as error:
        detail = [mistake_view(mistake) for mistake in error.mistakes]
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, detail) from error
    file = settings().export_configs / f"{new.id}.yaml"
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(as_yaml(config))
    except FileExistsError as error:
        raise HTTPException(
            status.HTTP_409_CONFLICT, f"there is an export '{new.id}' already; choose another id"
        ) from error
    except OSError as error:
        reason = f"{file.parent} cannot be written: {error.strerror}"
        raise HTTPException(status.HTTP_403_FORBIDDEN, reason) from error
    return {"id": new.id, "file": str(file)}
