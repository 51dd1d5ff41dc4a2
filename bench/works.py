"""The six works that are measured, and the statement an expert would hand to psql for each."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from antavo_export.config.export import Export
from antavo_export.config.loader import load_export
from antavo_export.sql.compiler import compile_export
from bench.events import bench_catalog

MOMENT: Final = datetime(2026, 3, 31, 5, tzinfo=UTC)
_ALL: Final = "filters: none\nfields: all\n"
_MAPPED: Final = """
filters:
  - - {attribute: accepted, operator: equals, value: true}
    - {attribute: action, operator: in, value: [checkout, point_add, point_spend]}
fields:
  - {from: id, to: Event}
  - {from: customer, to: Customer}
  - {from: country, to: Country, default: unknown, replace: {HU: Hungary, NO: Norway}}
  - {from: created_at, to: Moment}
  - {from: points, to: Points, default: 0}
  - {from: amount, to: Amount, default: 0}
  - {from: properties.sku, to: SKU, default: none}
  - {from: properties.channel, to: Channel}
"""
_GROUPED: Final = """
filters: none
aggregate: true
fields:
  - {from: customer, to: Customer, aggregation: group}
  - {from: id, to: Events, aggregation: count}
  - {from: points, to: Points, aggregation: sum}
  - {from: amount, to: Average, aggregation: average}
  - {from: created_at, to: First, aggregation: min}
  - {from: created_at, to: Last, aggregation: max}
"""
# The same results for tools that are given a query and name their columns by it.
_MAPPED_QUERY: Final = """
SELECT id AS "Event", customer AS "Customer",
    CASE country WHEN 'HU' THEN 'Hungary' WHEN 'NO' THEN 'Norway'
        ELSE coalesce(nullif(country, ''), 'unknown') END AS "Country",
    date_trunc('second', created_at::timestamp) AS "Moment",
    coalesce(points, 0) AS "Points", coalesce(amount, 0) AS "Amount",
    coalesce(nullif(properties ->> 'sku', ''), 'none') AS "SKU",
    properties ->> 'channel' AS "Channel"
FROM bench.events
WHERE accepted AND action IN ('checkout', 'point_add', 'point_spend')
"""
_GROUPED_QUERY: Final = """
SELECT customer AS "Customer", count(id) AS "Events", sum(points) AS "Points",
    avg(amount) AS "Average", min(created_at)::timestamp AS "First",
    max(created_at)::timestamp AS "Last"
FROM bench.events GROUP BY customer ORDER BY customer COLLATE "C"
"""


@dataclass(frozen=True)
class Work:
    """One thing to export.

    Attributes:
        letter: What the table calls it.
        about: One line about it.
        yaml: The export, without name and model.
        natural: The query of a tool that formats rows itself.
    """

    letter: str
    about: str
    yaml: str
    natural: str = "SELECT * FROM bench.events"

    def export(self, folder: Path, readers: int) -> Export:
        """Return the export, read with at most so many connections."""
        file = folder / f"work_{self.letter}_{readers}.yaml"
        text = (
            f"name: Work {self.letter}\nmodel: bench_events\nmax_parallel: {readers}\n{self.yaml}"
        )
        file.write_text(text, encoding="utf-8")
        return load_export(file, bench_catalog())

    def query(self, folder: Path) -> str:
        """Return the SELECT our statement holds, for a tool that takes any query."""
        return _one_line(compile_export(self.export(folder, 1), MOMENT).query().as_string(None))

    def copy(self, folder: Path) -> str:
        """Return the COPY that psql is given for the same work."""
        if self.letter == "E":
            row = "SELECT row_to_json(t) FROM bench.events AS t"
            return f"COPY ({row}) TO STDOUT (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')"
        return _one_line(compile_export(self.export(folder, 1), MOMENT).copy().as_string(None))


WORKS: Final = {
    work.letter: work
    for work in (
        Work("A", "whole table", _ALL),
        Work("B", "filter, 8 mapped columns", _MAPPED, _MAPPED_QUERY),
        Work("C", "aggregation per customer", _GROUPED, _GROUPED_QUERY),
        Work(
            "D",
            "CRLF, semicolon, single-quote enclosure",
            _ALL + 'file: {newline: crlf, delimiter: semicolon, enclosure: "\'"}\n',
        ),
        Work("E", "JSON lines", _ALL + "file: {format: json, any_model: true, layout: lines}\n"),
        Work("F", "whole table, gzip", _ALL + "file: {archive: gzip}\n"),
    )
}


def _one_line(statement: str) -> str:
    """Return the statement on one line, as psql's backslash commands want it."""
    return " ".join(statement.split("\n"))
