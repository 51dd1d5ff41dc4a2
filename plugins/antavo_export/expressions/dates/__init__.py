"""Date expressions: ``date: -7 days`` and the like, as PHP 8.2's ``strtotime()`` reads them.

A text is parsed once, when a configuration is loaded, and evaluated at every run::

    expression = parse_date_expression("date: first day of last month")
    expression.date(run_moment)

The vocabulary is in `words`, the spelling of terms in `relative` and `formats`, what they mean in
`reading`, and the calendar in `arithmetic`. docs/date-expressions.md is the user's reference.
"""

from antavo_export.expressions.dates.errors import InvalidDateExpression
from antavo_export.expressions.dates.expression import (
    DateExpression,
    is_date_expression,
    parse_bare_date_expression,
    parse_date_expression,
)

__all__ = [
    "DateExpression",
    "InvalidDateExpression",
    "is_date_expression",
    "parse_bare_date_expression",
    "parse_date_expression",
]
