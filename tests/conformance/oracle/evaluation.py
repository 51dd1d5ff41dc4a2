"""The rows of an export: filtered, grouped, mapped; not written yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.conformance.configs import Column, Config
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.criteria import kept
from tests.conformance.oracle.groups import grouped
from tests.conformance.oracle.mapping import Result, mapped


@dataclass(frozen=True)
class Expected:
    """What the file is to hold.

    Attributes:
        titles: The titles of the columns, in order.
        rows: The results, in order where the documents promise one.
        names: What an error calls each row: its key, nothing for a group.
        ordered: Whether the order of the rows is promised.
    """

    titles: tuple[str, ...]
    rows: Sequence[Sequence[Result]]
    names: Sequence[str]
    ordered: bool


def evaluate(config: Config, columns: Columns) -> Expected:
    """Work out what the export means."""
    mapping = config.columns or tuple(map(Column, columns.model.fields))
    rows = kept(config, columns)
    if config.aggregate:
        plain = grouped(mapping, columns, rows)
        names = [""] * len(plain)
    else:
        types = [columns.type_of(column.source) for column in mapping]
        values = [columns.values(column.source) for column in mapping]
        plain = [[Result(v[r], t) for v, t in zip(values, types, strict=True)] for r in rows]
        names = [str(columns.values(columns.model.key)[row]) for row in rows]
    return Expected(
        tuple(column.title for column in mapping),
        [_mapped(row, mapping, columns) for row in plain],
        names,
        config.aggregate,
    )


def _mapped(row: Sequence[Result], mapping: Sequence[Column], columns: Columns) -> list[Result]:
    return [mapped(result, column, columns) for result, column in zip(row, mapping, strict=True)]
