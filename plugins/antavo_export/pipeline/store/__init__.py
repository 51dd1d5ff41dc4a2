"""Where finished files are kept for delivery and download, until retention removes them."""

from antavo_export.pipeline.store.local import LocalStore
from antavo_export.pipeline.store.protocol import NewFile, Store, StoredRun

__all__ = ["LocalStore", "NewFile", "Store", "StoredRun"]
