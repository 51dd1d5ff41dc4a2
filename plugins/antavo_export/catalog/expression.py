"""Filling in the placeholders of a field's ``sql``: the tables it reads and the run moment."""

from collections.abc import Callable
from string import Template

RUN_MOMENT = "run_moment"


def placeholders(sql: str) -> set[str]:
    """Return the names that follow a dollar sign in ``sql``.

    Raises:
        ValueError: a dollar sign that is neither doubled nor followed by a name.
    """
    template = Template(sql)
    if not template.is_valid():
        raise ValueError("a dollar sign begins a placeholder such as $coupons; double a literal $")
    return set(template.get_identifiers())


def quoted(table: tuple[str, str]) -> str:
    """Return a schema-qualified table as quoted SQL identifiers."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in table)


def render(sql: str, *, table: Callable[[str], tuple[str, str]], run_moment: str) -> str:
    """Return ``sql`` in parentheses, with tables and the run moment in place of placeholders.

    Args:
        sql: The expression of a field.
        table: Looks up the table a placeholder stands for.
        run_moment: SQL that yields the run moment as timestamptz: a literal or a parameter.
    """
    names = {
        name: run_moment if name == RUN_MOMENT else quoted(table(name))
        for name in placeholders(sql)
    }
    return f"({Template(sql).substitute(names).strip()})"
