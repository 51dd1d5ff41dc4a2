"""Lineage of runs, as OpenLineage's own client sent it to a server on this machine."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.sql.compiler import compile_export
from tests.fixtures.dag_runs import ROOT, Run
from tests.fixtures.lineage_listener import Lineage

ACTIVE = """\
name: Active customers
model: customers
filters: [[{attribute: email, operator: not_equals, value: anna@example.com}]]
fields:
  - {from: email, to: E-mail}
  - {from: country, to: Country, default: unknown, replace: {HU: the homeland}}
  - {from: spendable, to: Points}
schedule: manual
target: {type: sftp, connection: partner_sftp, path: /inbox/active.csv}
"""
COLUMNS = "SELECT column_name FROM information_schema.view_column_usage WHERE view_name = 'read'"


def differences(shown: Any, told: Any, where: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Yield where the documented JSON is not what was told; an ellipsis stands for anything."""
    if isinstance(shown, dict):
        for key in shown.keys() - {"…"}:
            yield from differences(shown[key], told.get(key), f"{where}.{key}")
    elif isinstance(shown, list) and len(shown) == len(told):
        for index, part in enumerate(shown):
            yield from differences(part, told[index], f"{where}.{index}")
    elif not re.fullmatch(re.escape(f"{shown}").replace("…", ".*"), f"{told}"):
        yield f"{where}: {told}"


def test_an_extraction_and_a_delivery_are_told_as_the_documents_show(
    project: Path, run: Run, lineage: Lineage
) -> None:
    (project / "active.yaml").write_text(ACTIVE, encoding="utf-8")

    receipt = run("active").receipt

    (extracted,) = lineage.of("active.extract", "COMPLETE")
    (delivered,) = lineage.of("active.deliver", "COMPLETE")
    page = (ROOT / "docs" / "monitoring.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(\{.+?)```", page, re.DOTALL)
    assert list(differences(json.loads(shown), extracted)) == []
    counted = {"rowCount": receipt["rows"], "size": receipt["bytes"]}
    for event in (extracted, delivered):
        (file,) = event["outputs"]
        assert file["outputFacets"]["outputStatistics"].items() >= counted.items()
    assert delivered["inputs"][0]["name"] == extracted["outputs"][0]["name"]
    assert delivered["outputs"][0]["name"] == "/inbox/active.csv"
    assert [event["eventType"] for event in lineage.events] == ["START", "COMPLETE"] * 2


def test_the_columns_told_are_those_that_postgres_finds_in_the_compiled_query(
    project: Path, run: Run, lineage: Lineage, loyalty_uri: str
) -> None:
    file = project / "active.yaml"
    file.write_text(ACTIVE, encoding="utf-8")

    run("active")

    (event,) = lineage.of("active.extract", "COMPLETE")
    facet = event["outputs"][0]["facets"]["columnLineage"]
    made_of = [one for column in facet["fields"].values() for one in column["inputFields"]]
    statement = compile_export(load_export(file, load_catalog()), datetime.now(UTC))
    view = sql.SQL("CREATE TEMPORARY VIEW read (a, b, c) AS {}").format(statement.query())
    with psycopg.connect(loyalty_uri) as connection:
        connection.execute(view)
        read = {column for (column,) in connection.execute(COLUMNS)}
    assert {one["field"] for one in (*made_of, *facet["dataset"])} == read


def test_no_value_of_a_filter_or_a_map_is_told_with_a_task(
    project: Path, run: Run, lineage: Lineage
) -> None:
    (project / "active.yaml").write_text(ACTIVE, encoding="utf-8")

    run("active")

    assert len(lineage.events) == 4
    for event in lineage.events:
        assert "anna@example.com" not in json.dumps(event)
        assert "homeland" not in json.dumps(event)
