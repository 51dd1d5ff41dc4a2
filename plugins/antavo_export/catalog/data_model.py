"""One data model of the catalogue: a table and the fields it offers."""

from collections import Counter
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Keyword

from antavo_export.catalog.field import Field
from antavo_export.catalog.wildcards import resolve
from antavo_export.errors import UnknownFieldError
from antavo_export.section import Section


def _schema_and_table(value: Any) -> Any:  # noqa: ANN401 - unvalidated input
    """Split ``loyalty.customers``; what is not such a text is left to the type's own check."""
    if not isinstance(value, str):
        return value
    parts = tuple(value.split("."))
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - a schema and a table
        raise ValueError(f"'{value}' names no table; write schema.table, as in loyalty.customers")
    return parts


Table = Annotated[tuple[str, str], BeforeValidator(_schema_and_table)]


class DataModel(Section):
    """What one table offers to exports.

    Attributes:
        name: The file's stem, as in ``model: customers`` of an export.
        table: Schema and table, unquoted.
        key: The field that names a row.
        tables: Further tables the ``sql`` of fields refers to as ``$name``.
        declared: Every field in the catalogue's order, families such as ``properties.*`` too.
        enabled: Whether the catalogue offers the model; an overlay may switch it off.
    """

    name: str
    label: str
    description: str
    table: Table
    key: str
    tables: dict[str, Table] = Keyword(default_factory=dict)
    declared: tuple[Field, ...] = Keyword(alias="fields")
    enabled: bool = True

    @model_validator(mode="after")
    def _fields_are_consistent(self) -> Self:
        counts = Counter(field.name for field in self.declared)
        repeated = [name for name, count in counts.items() if count > 1]
        if repeated:
            raise ValueError(f"declared more than once: {', '.join(repeated)}")
        if self.key not in self.fields:
            raise ValueError(f"the key '{self.key}' is not among the fields")
        return self

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields by name, without the families: what ``fields: all`` exports, in order."""
        return {field.name: field for field in self.declared if not field.is_wildcard}

    @cached_property
    def wildcards(self) -> tuple[Field, ...]:
        """The families of fields, such as ``properties.*`` and ``tiers.*.points``."""
        return tuple(field for field in self.declared if field.is_wildcard)

    def field(self, name: str) -> Field:
        """Return the field of that name, declared or below a family such as ``properties.*``.

        Raises:
            UnknownFieldError: neither is the case; a family's own name is no field either.
        """
        found = self.fields.get(name) or resolve(name, self.wildcards)
        if found is None:
            raise UnknownFieldError(self.name, name, (field.name for field in self.declared))
        return found
