"""The WHERE clause: filter sets joined by OR, their criteria joined by AND."""

from collections.abc import Callable
from datetime import datetime

from psycopg import sql

from antavo_export.catalog import DataModel, Field
from antavo_export.config.criterion import Criterion, Filters
from antavo_export.config.filter_checks import operands
from antavo_export.expressions.operators import OPERATORS, Arity
from antavo_export.sql.literals import array, operand

Source = Callable[[Field], sql.Composable]


def condition(
    filters: Filters, model: DataModel, source: Source, moment: datetime
) -> sql.Composable | None:
    """Return the condition of the rows to export, or None when every row is meant."""
    if filters == "none":
        return None
    sets = [
        sql.SQL("\n    AND ").join(
            _criterion(criterion, model.field(criterion.attribute), source, moment)
            for criterion in criteria
        )
        for criteria in filters
    ]
    if len(sets) == 1:
        return sets[0]
    return sql.SQL("(") + sql.SQL("\n) OR (").join(sets) + sql.SQL(")")


def _criterion(
    criterion: Criterion, field: Field, source: Source, moment: datetime
) -> sql.Composable:
    operator = OPERATORS[criterion.operator]
    values = operands(criterion, field)
    names = {"x": source(field)}
    if operator.arity is Arity.MANY:
        names["a"] = array(values, field.type)
    else:
        for name, value in zip("ab", values, strict=False):
            names[name], names[f"{name}_end"] = operand(value, field.type, moment)
    return sql.SQL(operator.sql_for(field.type)).format(**names)
