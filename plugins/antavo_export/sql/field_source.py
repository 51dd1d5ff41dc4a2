"""Where a field's value comes from: a typed SQL expression over the row alias ``t``.

Columns and SQL expressions are the catalogue's, so they have the Postgres type of their field.
Values inside jsonb have no type but what the catalogue says, and brands write what they like: text
that does not read as the declared type is empty, never an error in the middle of a file.
"""

import re
from collections.abc import Callable
from typing import Final, LiteralString

from psycopg import sql

from antavo_export.catalog import Catalog, DataModel, Field
from antavo_export.field_types import FieldType as T

_DAY: Final[LiteralString] = (
    r"(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|1[0-9]|2[0-8]))"
    r"|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
)
_TIME: Final[LiteralString] = (
    r"[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)?"
)

# What text must look like to be cast, and the type it is cast to.
_READS_AS: Final[dict[T, tuple[LiteralString, LiteralString]]] = {
    T.INTEGER: (r"^[+-]?[0-9]{1,18}$", "bigint"),
    T.DECIMAL: (r"^[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})$", "numeric"),
    T.BOOLEAN: (r"^(true|false)$", "boolean"),
    T.DATE: (f"^{_DAY}$", "date"),
    T.DATETIME: (f"^{_DAY}({_TIME})?$", "timestamptz"),
}
_COUNTS: Final = re.compile(r"-?[0-9]+")  # of an array's entries, which ->> does not look up
_TEXTS: Final = frozenset({T.STRING, T.TEXT, T.ENUM})
_COLUMN_CASTS: Final[dict[T, LiteralString]] = {
    T.STRING: "{x}::text", T.TEXT: "{x}::text", T.ENUM: "{x}::text",
    T.DECIMAL: "{x}::numeric", T.LIST: "{x}::text[]", T.JSON: "{x}::jsonb",
}  # fmt: skip


def field_sources(
    catalog: Catalog, model: DataModel, run_moment: sql.Composable
) -> Callable[[Field], sql.Composable]:
    """Return a function from a field of ``model`` to its typed SQL expression.

    ``run_moment`` is SQL of type timestamptz, for fields that depend on it.
    """
    moment = run_moment.as_string(None)

    def source(field: Field) -> sql.Composable:
        if field.column is not None:
            return _cast(sql.SQL("t.") + sql.Identifier(field.column), field.type)
        if field.path is not None:
            return _below(sql.SQL("t.") + sql.Identifier(field.path[0]), field.path[1:], field.type)
        # The catalogue's own SQL: the one text in a statement that is no literal of this package.
        return _cast(sql.SQL(catalog.expression(model, field, moment)), field.type)

    return source


def _cast(x: sql.Composable, type_: T) -> sql.Composable:
    """Make sure of the type; a cast to the type a column already has costs nothing."""
    return sql.SQL(_COLUMN_CASTS.get(type_, "{x}")).format(x=x)


def _below(column: sql.Composable, keys: tuple[str, ...], type_: T) -> sql.Composable:
    if type_ is T.JSON:
        return sql.SQL("({} #> {})").format(column, _text_array(keys))
    if type_ is T.LIST:
        return sql.SQL(
            "CASE jsonb_typeof({x}) WHEN 'array'"
            " THEN ARRAY(SELECT jsonb_array_elements_text({x})) END"
        ).format(x=sql.SQL("({} #> {})").format(column, _text_array(keys)))
    if len(keys) == 1 and not _COUNTS.fullmatch(keys[0]):  # ->> is what indexes are made on
        text = sql.SQL("({} ->> {})").format(column, sql.Literal(keys[0]))
    else:
        text = sql.SQL("({} #>> {})").format(column, _text_array(keys))
    return text if type_ in _TEXTS else _guarded(text, type_)


def _guarded(text: sql.Composable, type_: T) -> sql.Composable:
    pattern, cast = _READS_AS[type_]
    return sql.SQL("CASE WHEN {x} ~ {pattern} THEN {x}::{cast} END").format(
        x=text, pattern=sql.Literal(pattern), cast=sql.SQL(cast)
    )


def _text_array(values: tuple[str, ...]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]").format(sql.SQL(", ").join(map(sql.Literal, values)))
