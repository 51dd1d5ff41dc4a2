"""The store that the settings name."""

from pathlib import Path

from antavo_export.pipeline.store import LocalStore


def open_store(location: str) -> LocalStore:
    """Return the store at ``location``, a folder."""
    return LocalStore(Path(location))
