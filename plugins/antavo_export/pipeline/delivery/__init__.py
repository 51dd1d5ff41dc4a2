"""One stored file to one target: complete under its final name, or not there at all."""

from antavo_export.pipeline.delivery.deliver import deliver
from antavo_export.pipeline.delivery.delivery import Delivery
from antavo_export.pipeline.delivery.journal import Intent, Journal, MemoryJournal
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.pipeline.delivery.this_try import Try

__all__ = ["Delivery", "Intent", "Journal", "MemoryJournal", "StoredFile", "Try", "deliver"]
