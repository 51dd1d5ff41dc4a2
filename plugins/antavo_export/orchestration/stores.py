"""The store that the settings name."""

from pathlib import Path

from antavo_export.pipeline.store import LocalStore, Store


def open_store(location: str) -> Store:
    """Return the store at ``location``: a folder, or a URL such as ``s3://aws_default@bucket/x``."""
    if "://" not in location:
        return LocalStore(Path(location))
    # Imported here: a folder needs no file system of fsspec's.
    from airflow.sdk import ObjectStoragePath  # noqa: PLC0415

    from antavo_export.orchestration.object_store import ObjectStore  # noqa: PLC0415

    return ObjectStore(ObjectStoragePath(location))
