"""The ``filters`` section: sets joined by OR, criteria inside a set joined by AND."""

from typing import Annotated, Literal

from pydantic import Field

from antavo_export.config.scalars import Scalar
from antavo_export.section import Section


class Criterion(Section):
    """One condition on one field; the field need not be exported."""

    attribute: str = Field(description="The field to look at, custom attributes by dotted path.")
    operator: str = Field(description="One of the operators of the field's type.")
    value: Scalar | list[Scalar] = Field(
        default=None,
        description="What to compare with: one value, two for `between`, a list for `in` and the "
        "like, nothing for `is_empty`. Dates may be `date:` expressions.",
    )


FilterSet = Annotated[tuple[Criterion, ...], Field(min_length=1)]
Filters = Literal["none"] | Annotated[tuple[FilterSet, ...], Field(min_length=1)]
