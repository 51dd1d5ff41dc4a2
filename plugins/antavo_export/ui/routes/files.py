"""New export files: written where the administrator allows it, never over another."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Any, Final

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, Field

from antavo_export.catalog import load_catalog
from antavo_export.config.allowed_notifiers import refused_notifiers
from antavo_export.config.data_source import DataSource
from antavo_export.config.folder import RESERVED, RETENTION, export_files
from antavo_export.config.loader import load_export
from antavo_export.config.yaml_text import as_yaml
from antavo_export.errors import ConfigError
from antavo_export.orchestration.settings import settings
from antavo_export.ui.access import require_creating
from antavo_export.ui.views import mistake_view

router = APIRouter(prefix="/api/files", tags=["files"])

NOT_CHOSEN: Final = {"aggregate": False, "target": "none"}
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
    file = settings().export_configs / f"{new.id}.yaml"
    # What was not chosen is said too, or the folder's _defaults.yaml would choose it.
    text = as_yaml({**NOT_CHOSEN, **new.config, "owner": user.get_name()})
    _refuse_mistakes(file, text)
    try:
        _refuse_taken(file)
        _write_new(file, text)
    except FileExistsError as error:
        raise HTTPException(
            status.HTTP_409_CONFLICT, f"there is an export '{new.id}' already; choose another id"
        ) from error
    except OSError as error:
        reason = f"{file.parent} cannot be written: {error.strerror}"
        raise HTTPException(status.HTTP_403_FORBIDDEN, reason) from error
    return {"id": new.id, "file": str(file)}


def _refuse_mistakes(file: Path, text: str) -> None:
    try:
        export = load_export(file, load_catalog(settings().catalog_overlays), text=text)
        refused = refused_notifiers(export, settings().notifiers, DataSource(file, export.data))
        if refused:
            raise ConfigError(refused)
    except ConfigError as error:
        detail = [mistake_view(mistake) for mistake in error.mistakes]
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, detail) from error


def _refuse_taken(file: Path) -> None:
    """Refuse an id that the product needs, or that a file in any folder has: two would break both.

    Raises:
        FileExistsError: it is taken.
    """
    if file.stem in {RESERVED, RETENTION} or any(export_files(file.parent, only=file.stem)):
        raise FileExistsError(file)


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        FileExistsError: somebody was faster.
    """
    draft = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        draft.write_text(text, encoding="utf-8")
        os.link(draft, file)  # unlike a rename it replaces nothing
    finally:
        draft.unlink(missing_ok=True)
