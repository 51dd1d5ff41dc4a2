"""The ``fields`` section: what is written, under which title, and how its values change."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from antavo_export.config.scalars import Scalar
from antavo_export.config.wrong_kinds import brief
from antavo_export.expressions.aggregates import AGGREGATES
from antavo_export.section import Section


class FieldMapping(Section):
    """One column of the file."""

    from_: str = Field(alias="from", description="The field, custom attributes by dotted path.")
    to: str | None = Field(
        default=None, min_length=1, description="The column's title; the field's name when absent."
    )
    default: Scalar = Field(default=None, description="Written instead of an empty value.")
    replace: dict[Scalar, Scalar] = Field(
        default_factory=dict,
        description="Stored values and what to write instead; applied before `default`.",
    )
    aggregation: str | None = Field(
        default=None,
        description=f"With `aggregate: true`, one of {', '.join(f'`{a}`' for a in AGGREGATES)}.",
    )

    @property
    def title(self) -> str:
        """Return the column's title."""
        return self.from_ if self.to is None else self.to


def _columns(value: object) -> object:
    """Name the two shorter forms that people try."""
    if isinstance(value, dict):
        raise ValueError("expected all or a list of columns: - {from: email, to: E-mail}")
    names = [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
    if names:
        raise ValueError(f"write each column as keys and values: - {{from: {brief(names[0])}}}")
    return value


Fields = Annotated[
    Literal["all"] | Annotated[tuple[FieldMapping, ...], Field(min_length=1)],
    BeforeValidator(_columns),
]
