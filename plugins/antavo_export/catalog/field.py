"""One field of a data model: its type, its possible values and where its value comes from."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import AfterValidator, model_validator

from antavo_export.field_types import FieldType
from antavo_export.section import Section

WILDCARD = "*"
SOURCES = ("column", "path", "sql")

# An identifier, then dotted keys: a jsonb key may hold anything but dots, stars and control
# characters, which is what keeps a dotted name readable both ways.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.(\*|[^.*\x00-\x1f]+))*")


def _is_a_field_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no field name; write score, properties.size or tiers.*.name")
    return name


Name = Annotated[str, AfterValidator(_is_a_field_name)]


class Field(Section):
    """A field that can be filtered on, mapped and exported.

    Exactly one of ``column``, ``path`` and ``sql`` says where the value is:

    - ``column``: a column of the model's table.
    - ``path``: a jsonb column and the keys below it. The value is the text found there, to be
      read as ``type`` (a missing key is NULL, like everywhere in jsonb).
    - ``sql``: an expression over the row alias ``t`` that yields the Postgres type of ``type``:
      text, bigint, numeric, boolean, date, timestamptz, text[] for a list, jsonb for json.
      ``$run_moment`` stands for the run moment, ``$coupons`` for the table of ``coupons``; see
      `antavo_export.catalog.Catalog.expression`.

    Left out, the source is the column called like the field or, for a dotted name, the path
    made of its segments.

    Attributes:
        values: What the field may hold, empty when that is not a list. With ``open`` other
            values are legal too and these are suggestions.
        format: What the values look like (``ISO 4217``), for people.
        mandatory: Every row has a value.
        mandatory_for: The rows that always have a value, for people, when not all do.
        computed: Derived when it is read: may be exported and filtered, never aggregated.
        read_only: Stored, and maintained by the loyalty engine: may be aggregated.
    """

    name: Name
    type: FieldType
    values: tuple[str, ...] = ()
    open: bool = False
    format: str = ""
    mandatory: bool = False
    mandatory_for: str = ""
    computed: bool = False
    read_only: bool = False
    description: str = ""
    column: str | None = None
    path: tuple[str, ...] | None = None
    sql: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _source_follows_from_the_name(cls, data: Any) -> Any:  # noqa: ANN401 - unvalidated input
        """Fill in the source that the name implies when none is given."""
        name = data.get("name") if isinstance(data, dict) else None
        if not isinstance(name, str) or any(data.get(source) for source in SOURCES):
            return data
        if "." in name:
            return {**data, "path": tuple(name.split("."))}
        return {**data, "column": name}

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        given = [source for source in SOURCES if getattr(self, source) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of column, path and sql, not {' and '.join(given)}")
        if self.path is not None and len(self.path) < 2:  # noqa: PLR2004 - a column and a key
            raise ValueError("a path is a jsonb column followed by at least one key")
        if self.is_wildcard and (self.path or ()).count(WILDCARD) != self.name.count(WILDCARD):
            raise ValueError(f"'{self.name}' needs a path with as many stars as its name")
        return self

    @property
    def is_wildcard(self) -> bool:
        """Whether this declares a family of fields (``properties.*``) rather than one field."""
        return WILDCARD in self.name.split(".")

    def concrete(self, name: str, keys: Sequence[Sequence[str]]) -> "Field":
        """Return the member ``name`` of this family, its stars replaced by ``keys`` in order."""
        remaining = iter(keys)
        path: list[str] = []
        for segment in self.path or ():
            path.extend(next(remaining) if segment == WILDCARD else (segment,))
        return self.model_copy(update={"name": name, "path": tuple(path)})
