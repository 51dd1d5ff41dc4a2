"""One export, loaded and checked: what the rest of the product works with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from antavo_export.catalog import Catalog, DataModel
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.field_mapping import FieldMapping


@dataclass(frozen=True)
class Export:
    """An export whose file has no mistakes.

    Attributes:
        export_id: The file's stem, also the DAG's id.
        source: The file.
        data: What the file says, defaults of its folders included, as plain data.
        config: The same, validated.
        model: The data model it reads.
        catalog: The catalogue that model is part of.
    """

    export_id: str
    source: Path
    data: Mapping[str, Any]
    config: ExportConfig
    model: DataModel
    catalog: Catalog

    @property
    def mappings(self) -> tuple[FieldMapping, ...]:
        """Return the columns in the order they are written, ``fields: all`` spelled out."""
        if self.config.fields == "all":
            return tuple(self._every_field())
        return self.config.fields

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the titles of the columns, in order."""
        return tuple(mapping.title for mapping in self.mappings)

    def _every_field(self) -> Iterator[FieldMapping]:
        for name in self.model.fields:
            yield FieldMapping.model_validate({"from": name})
