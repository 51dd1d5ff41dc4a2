"""What can be exported: the data models, their fields and where their values are stored.

Plain data only: nothing here talks to a database or knows how SQL is composed around a field.
"""

from antavo_export.catalog.catalog import Catalog, load_catalog
from antavo_export.catalog.data_model import DataModel
from antavo_export.catalog.field import Field

__all__ = ["Catalog", "DataModel", "Field", "load_catalog"]
