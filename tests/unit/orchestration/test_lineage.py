"""Which column of a file came from which column of a table."""

from pathlib import Path
from typing import Any

from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.sdk import Connection

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import build_from_data
from antavo_export.orchestration import lineage

DATABASE = Connection(conn_id="antavo", conn_type="postgres", host="db", schema="shop")
RECEIPT = {"uri": "s3://key:secret@bucket/exports/a.csv", "rows": 7, "bytes": 99}


def facets_of(**export: Any) -> OperatorLineage[Any, Any]:
    data = {"name": "x", "model": "customers", "filters": "none", **export}
    built = build_from_data("x", data, load_catalog(), origin=Path("conf"))
    return lineage.extracted(built, RECEIPT, DATABASE)


def ways(found: OperatorLineage[Any, Any], title: str) -> list[tuple[str, str]]:
    columns = found.outputs[0].facets["columnLineage"].fields[title].inputFields
    return [(one.field, one.transformations[0].subtype) for one in columns]


def test_a_column_is_identical_transformed_or_aggregated() -> None:
    fields = [
        {"from": "country", "aggregation": "group"},
        {"from": "score", "to": "Points", "aggregation": "sum"},
    ]
    plain = facets_of(
        fields=[
            {"from": "email", "to": "E-mail"},
            {"from": "country", "default": "unknown"},
            {"from": "properties.shoe_size"},
            {"from": "spendable"},
        ]
    )
    grouped = facets_of(fields=fields, aggregate=True)

    assert ways(plain, "E-mail") == [("email", "IDENTITY")]
    assert ways(plain, "country") == [("country", "TRANSFORMATION")]
    assert ways(plain, "properties.shoe_size") == [("properties", "TRANSFORMATION")]
    assert [column for column, _ in ways(plain, "spendable")] == [
        "score", "spent", "reserved", "expired",
    ]  # fmt: skip
    assert ways(grouped, "country") == [("country", "IDENTITY")]
    assert ways(grouped, "Points") == [("score", "AGGREGATION")]


def test_filters_and_groups_decide_about_rows_and_their_values_are_not_told() -> None:
    criterion = {"attribute": "email", "operator": "equals", "value": "anna@example.com"}
    found = facets_of(
        filters=[[criterion]],
        fields=[{"from": "country", "aggregation": "group"}],
        aggregate=True,
    )

    deciding = found.outputs[0].facets["columnLineage"].dataset
    assert [(one.field, one.transformations[0].subtype) for one in deciding] == [
        ("email", "FILTER"),
        ("country", "GROUP_BY"),
    ]
    assert "anna@example.com" not in repr(found)


def test_tables_that_an_expression_looks_things_up_in_are_inputs_too() -> None:
    found = facets_of(fields=[{"from": "segment"}])

    assert [(one.namespace, one.name) for one in found.inputs] == [
        ("postgres://db:5432", "shop.loyalty.customers"),
        ("postgres://db:5432", "shop.loyalty.segment_members"),
    ]


def test_a_stored_file_is_named_without_the_login_of_its_store() -> None:
    (file,) = facets_of(fields=[{"from": "email"}]).outputs

    assert (file.namespace, file.name) == ("s3://bucket", "exports/a.csv")
    assert file.outputFacets["outputStatistics"].rowCount == 7
