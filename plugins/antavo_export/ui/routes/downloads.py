"""Handing out the file of a finished run."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import quote

from airflow.api_fastapi.common.db.common import SessionDep
from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.models.log import Log
from fastapi import APIRouter, Depends, Header, HTTPException, status
from fastapi.responses import StreamingResponse

from antavo_export.formats import FORMATS
from antavo_export.ui.access import require_download
from antavo_export.ui.byte_range import UnsatisfiableRangeError, byte_range
from antavo_export.ui.routes.runs import KnownRun
from antavo_export.ui.stored_files import is_stored, stored_bytes
from antavo_export.ui.views import receipt_of

router = APIRouter(prefix="/api/runs", tags=["downloads"])

_TYPES: Final = {
    ".zip": "application/zip",
    ".gz": "application/gzip",
    **{suffix: kind for form in FORMATS.values() for suffix, kind in form.media_types.items()},
}


@router.get("/{export_id}/{run_id}/file", dependencies=[Depends(require_download)])
def download(
    row: KnownRun,
    user: GetUserDep,
    session: SessionDep,
    range_header: Annotated[str | None, Header(alias="range")] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """Stream the file, whole or a range of it, and write the download to Airflow's audit log.

    A download that goes on is of the same bytes: a cleared run has another file under the same
    address, and then the whole of it is sent (RFC 9110, section 13.1.5).
    """
    receipt = receipt_of(row)
    if receipt is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "this run has no file")
    if not is_stored(receipt):
        raise HTTPException(status.HTTP_410_GONE, "the file has expired and was removed")
    size = receipt["bytes"]
    headers = _headers(receipt)
    same = if_range in (None, headers["ETag"])
    try:
        wanted = byte_range(range_header, size) if same else None
    except UnsatisfiableRangeError as error:
        raise HTTPException(
            status.HTTP_416_RANGE_NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{size}"}
        ) from error
    session.add(
        Log(
            event="antavo_export.download",
            dag_id=row.run.dag_id,
            run_id=row.run.run_id,
            owner=user.get_name(),
            extra=receipt["file_name"],
        )
    )
    first, last = wanted or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if wanted is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return StreamingResponse(
        stored_bytes(receipt, first, last),
        status.HTTP_200_OK if wanted is None else status.HTTP_206_PARTIAL_CONTENT,
        headers,
        media_type=_media_type(receipt["file_name"]),
    )


def _media_type(file_name: str) -> str:
    suffix = file_name[file_name.rfind(".") :]
    return _TYPES.get(suffix, "application/octet-stream")


def _headers(receipt: Mapping[str, Any]) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        "ETag": f'"{receipt["sha256"]}"',
        "Cache-Control": "no-store",
        # Airflow would compress on the fly, which hides the size and makes ranges of other bytes.
        "Content-Encoding": "identity",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(receipt['file_name'])}",
        "X-Content-Type-Options": "nosniff",
    }
