"""Multipart uploads of storage that speaks S3: each try of a run holds one, which can be revoked.

Storage knows an upload from the moment it is begun, so a newer try finds and aborts it, and what
is aborted cannot be completed any more (Amazon S3, AbortMultipartUpload). s3fs on its own begins
it when the first part is full, which for most files is when they are closed.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from airflow.sdk import ObjectStoragePath

_PART_SIZE: Final = 16 << 20  # bytes held in memory; S3 takes 10 000 parts, so files up to 167 GB


def begin(file: ObjectStoragePath) -> Any:  # noqa: ANN401 - fsspec has no types
    """Return what takes the bytes of a file that nobody sees before its `complete`."""
    system: Any = file.fs
    upload = system.open(
        file.path, "wb", block_size=_PART_SIZE, autocommit=False, cache_type="none"
    )
    if _speaks_s3(system):
        upload.offset = 0  # what tells it that the upload is begun
        upload._initiate_upload()  # noqa: SLF001 - fsspec's hook for its subclasses
    return upload


def complete(upload: Any) -> None:  # noqa: ANN401 - fsspec has no types
    """Publish the file.

    Raises:
        FileNotFoundError: a newer try has aborted the upload.
    """
    if _speaks_s3(upload.fs):  # an empty file is no upload to s3fs: it would just be there
        upload.fs.call_s3("list_parts", **_named(upload.bucket, upload.key, upload.mpu))
    upload.close()  # sends the last part
    upload.commit()


def abort_uploads(folder: ObjectStoragePath, before: datetime | None = None) -> None:
    """Throw away the parts that killed tries have sent: storage bills for them."""
    system: Any = folder.fs
    if not _speaks_s3(system):
        return
    prefix = f"{folder.key.strip('/')}/"
    for upload in list(uploads(system, folder.bucket, prefix)):
        if before is None or upload["Initiated"] < before:
            with suppress(FileNotFoundError):  # its try has just ended it
                system.call_s3(
                    "abort_multipart_upload", **_named(folder.bucket, upload["Key"], upload)
                )


def uploads(system: Any, bucket: str, prefix: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield every upload that is begun and not ended; storage tells a thousand at a time."""
    place: dict[str, str] = {}
    while True:
        page = system.call_s3("list_multipart_uploads", Bucket=bucket, Prefix=prefix, **place)
        yield from page.get("Uploads", ())
        if not page.get("IsTruncated"):
            return
        place = {
            "KeyMarker": page["NextKeyMarker"],
            "UploadIdMarker": page["NextUploadIdMarker"],
        }


def _speaks_s3(system: Any) -> bool:  # noqa: ANN401 - fsspec has no types
    return hasattr(system, "list_multipart_uploads")


def _named(bucket: str, key: str, upload: dict[str, Any]) -> dict[str, str]:
    return {"Bucket": bucket, "Key": key, "UploadId": upload["UploadId"]}
