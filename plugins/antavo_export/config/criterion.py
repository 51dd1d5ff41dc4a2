"""The ``filters`` section: sets joined by OR, criteria inside a set joined by AND."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from antavo_export.config.scalars import Scalar
from antavo_export.config.wrong_kinds import brief
from antavo_export.section import Section


def _value(value: object) -> object:
    """Name the trap that YAML sets for date expressions without quotes."""
    if isinstance(value, dict) and list(value) == ["date"]:
        raise ValueError(f'put the date expression in quotes: "date: {brief(str(value["date"]))}"')
    return value


class Criterion(Section):
    """One condition on one field; the field need not be exported."""

    attribute: str = Field(description="The field to look at, custom attributes by dotted path.")
    operator: str = Field(description="One of the operators of the field's type.")
    value: Annotated[Scalar | list[Scalar], BeforeValidator(_value)] = Field(
        default=None,
        description="What to compare with: one value, two for `between`, a list for `in` and the "
        "like, nothing for `is_empty`. Dates may be `date:` expressions.",
    )


def _sets(value: object) -> object:
    """Name the one dash too few that everybody forgets once."""
    entries = value if isinstance(value, list) else [value]
    if any(isinstance(entry, dict) for entry in entries):
        raise ValueError(
            "a filter set is a list of criteria, so its first line has two dashes: "
            "- - {attribute: …, operator: …, value: …}"
        )
    return value


FilterSet = Annotated[tuple[Criterion, ...], Field(min_length=1)]
Filters = Annotated[
    Literal["none"] | Annotated[tuple[FilterSet, ...], Field(min_length=1)], BeforeValidator(_sets)
]
