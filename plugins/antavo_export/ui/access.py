"""Who may see and do what: Airflow's auth manager decides, per DAG.

Applications of plugins have no protection of their own, so every router depends on this module.
"""

from typing import Annotated, Final

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails
from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import Depends, HTTPException, Request, status

from antavo_export.config.folder import RESERVED
from antavo_export.orchestration.settings import settings

_FOREIGN: Final = frozenset({"cross-site", "same-site"})
_READS: Final = frozenset({"GET", "HEAD"})


def refuse_other_sites(request: Request) -> None:
    """Refuse a request that another site made the browser send (Fetch Metadata, W3C).

    Airflow's cookie is SameSite=Lax, and bodies here are JSON only; this is the third lock.
    """
    site = request.headers.get("sec-fetch-site")
    if request.method not in _READS and site in _FOREIGN:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "requests from other sites are refused")


def readable_dags(user: GetUserDep) -> set[str]:
    """Return the ids of the DAGs that the user may read."""
    return get_auth_manager().get_authorized_dag_ids(user=user, method="GET")


def require_reading(export_id: str, user: GetUserDep) -> None:
    """Refuse, as if it did not exist, an export that the user may not read."""
    details = DagDetails(id=export_id)
    if not get_auth_manager().is_authorized_dag(method="GET", details=details, user=user):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"there is no export '{export_id}'")


def may_trigger(export_id: str, user: BaseUser) -> bool:
    """Return whether the user may run the export."""
    return get_auth_manager().is_authorized_dag(
        method="POST",
        access_entity=DagAccessEntity.RUN,
        details=DagDetails(id=export_id),
        user=user,
    )


def may_download(export_id: str, user: BaseUser) -> bool:
    """Return whether the user may have the rows themselves.

    Files hold personal data, so seeing that a run happened is not enough: it takes the right to
    trigger the export, unless the administrator widened it to every reader.
    """
    return export_id in downloadable({export_id}, user)


def downloadable(export_ids: set[str], user: BaseUser) -> set[str]:
    """Return those of the exports whose rows the user may have."""
    if settings().download_right == "read":
        return export_ids
    return {export_id for export_id in export_ids if may_trigger(export_id, user)}


def require_download(export_id: str, user: GetUserDep) -> None:
    """Refuse a user who may not have the rows of the export."""
    require_reading(export_id, user)
    if not may_download(export_id, user):
        raise HTTPException(
            status.HTTP_403_FORBIDDEN,
            "downloading takes the right to trigger this export; ask your administrator",
        )


def may_create(user: BaseUser) -> bool:
    """Return whether the user may export what they like: may trigger the one-off DAG, which can.

    The right to trigger some other DAG is not enough, for a draft may be about any model.
    """
    return may_trigger(RESERVED, user)


def require_creating(user: GetUserDep) -> None:
    """Refuse a user who may not make exports of their own."""
    if not may_create(user):
        raise HTTPException(
            status.HTTP_403_FORBIDDEN, f"creating an export takes the right to trigger {RESERVED}"
        )


Readable = Annotated[set[str], Depends(readable_dags)]
