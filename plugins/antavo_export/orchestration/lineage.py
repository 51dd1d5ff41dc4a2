"""What a run read and wrote, for OpenLineage: tables, files, and which column came from which.

Only imported when the OpenLineage provider asks, which is optional. Nothing here names a value, not
even one that a filter compares with: such a value may be somebody's e-mail address.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from openlineage.client.event_v2 import InputDataset, OutputDataset
from openlineage.client.facet_v2 import (
    column_lineage_dataset,
    output_statistics_output_dataset,
    schema_dataset,
)

from antavo_export.catalog import Field
from antavo_export.config.export import Export
from antavo_export.config.field_mapping import FieldMapping

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage
    from airflow.sdk import Connection

Transformation = column_lineage_dataset.Transformation
InputField = column_lineage_dataset.InputField

_COLUMN: Final = re.compile(r"\bt\.([A-Za-z_][A-Za-z0-9_]*)")
_TABLE: Final = re.compile(r"\$([a-z_]+)")
_POSTGRES: Final = 5432


def extracted(
    export: Export, receipt: Mapping[str, Any], connection: "Connection"
) -> "OperatorLineage[Any, Any]":
    """Return the lineage of an extraction: from the tables of the model to the stored file."""
    from airflow.providers.openlineage.extractors import OperatorLineage  # noqa: PLC0415 - slow

    server = f"postgres://{connection.host}:{connection.port or _POSTGRES}"
    tables = _Tables(export, server, connection.schema or "")
    columns = column_lineage_dataset.ColumnLineageDatasetFacet(
        fields={one.title: tables.origin(one) for one in export.mappings},
        dataset=list(tables.indirect()),
    )
    fields = [
        schema_dataset.SchemaDatasetFacetFields(name=one.title, type=_type(export, one))
        for one in export.mappings
    ]
    file = stored(receipt)
    file.facets = {
        "columnLineage": columns,
        "schema": schema_dataset.SchemaDatasetFacet(fields=fields),
    }
    return OperatorLineage(inputs=list(tables.datasets()), outputs=[file])


def delivered(
    receipt: Mapping[str, Any], delivery: Mapping[str, Any]
) -> "OperatorLineage[Any, Any]":
    """Return the lineage of a delivery: from the stored file to the one at the target."""
    from airflow.providers.openlineage.extractors import OperatorLineage  # noqa: PLC0415 - slow

    source = stored(receipt)
    server = f"{delivery['target']}://{delivery['server']}"
    return OperatorLineage(
        inputs=[InputDataset(source.namespace, source.name)],
        outputs=[
            OutputDataset(server, delivery["path"], outputFacets=source.outputFacets),
        ],
    )


def stored(receipt: Mapping[str, Any]) -> OutputDataset:
    """Return the stored file as a dataset, with its rows and bytes."""
    uri = urlsplit(receipt["uri"])
    bucket = f"{uri.scheme}://{uri.netloc.rpartition('@')[2]}"
    namespace, name = ("file", uri.path) if uri.scheme == "file" else (bucket, uri.path.lstrip("/"))
    counted = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
        rowCount=receipt["rows"], size=receipt["bytes"]
    )
    return OutputDataset(namespace, name, outputFacets={"outputStatistics": counted})


class _Tables:
    """The tables an export reads, as OpenLineage names them: ``database.schema.table``."""

    def __init__(self, export: Export, server: str, database: str) -> None:
        self._export = export
        self._server = server
        self._database = database

    def datasets(self) -> Iterator[InputDataset]:
        """Yield the model's table, and those that expressions of its fields look things up in."""
        model = self._export.model
        looked_up = [
            model.tables.get(name) or self._export.catalog.model(name).table
            for mapping in self._export.mappings
            for name in _TABLE.findall(model.field(mapping.from_).sql or "")
            if name != "run_moment"
        ]
        for table in dict.fromkeys([model.table, *looked_up]):
            yield InputDataset(self._server, self._named(table))

    def origin(self, mapping: FieldMapping) -> column_lineage_dataset.Fields:
        """Return the columns that the values of one column of the file are made from."""
        field = self._export.model.field(mapping.from_)
        how = Transformation(type="DIRECT", subtype=_kind(mapping, field), masking=False)
        return column_lineage_dataset.Fields(
            inputFields=[self._field(column, how) for column in _columns(field)]
        )

    def indirect(self) -> Iterator[InputField]:
        """Yield the columns that decide which rows there are: filters and groups."""
        config, model = self._export.config, self._export.model
        sets = () if config.filters == "none" else config.filters
        deciding = [(one.attribute, "FILTER") for criteria in sets for one in criteria]
        deciding += [
            (one.from_, "GROUP_BY") for one in self._export.mappings if one.aggregation == "group"
        ]
        for name, subtype in dict.fromkeys(deciding):
            how = Transformation(type="INDIRECT", subtype=subtype, masking=False)
            for column in _columns(model.field(name)):
                yield self._field(column, how)

    def _field(self, column: str, how: Transformation) -> InputField:
        table = self._named(self._export.model.table)
        return InputField(self._server, table, column, transformations=[how])

    def _named(self, table: tuple[str, str]) -> str:
        return ".".join([self._database, *table])


def _columns(field: Field) -> list[str]:
    """Return the columns of the model's table that a field is read from."""
    if field.column is not None:
        return [field.column]
    if field.path is not None:
        return [field.path[0]]
    return list(dict.fromkeys(_COLUMN.findall(field.sql or "")))


def _kind(mapping: FieldMapping, field: Field) -> str:
    if mapping.aggregation not in {None, "group"}:
        return "AGGREGATION"
    changed = mapping.replace or mapping.default is not None or field.column is None
    return "TRANSFORMATION" if changed else "IDENTITY"


def _type(export: Export, mapping: FieldMapping) -> str:
    return str(export.model.field(mapping.from_).type)
