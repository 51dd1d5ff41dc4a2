"""The ``expect`` section: what the result must be like before it is sent to anybody."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from antavo_export.section import Section

Percentage = Annotated[str, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,3})?%$")]


class Expectations(Section):
    """Limits for the number of rows; what is left out is not checked."""

    min_rows: int | None = Field(default=None, ge=0, description="Fewer rows are a breach.")
    max_rows: int | None = Field(default=None, ge=0, description="More rows are a breach.")
    change: Percentage | None = Field(
        default=None,
        examples=["50%"],
        description="More or fewer rows than the file delivered last, by more than this, "
        'are a breach: `"50%"`. The first file has nothing to be compared with and passes.',
    )
    on_breach: Literal["stop", "warn"] = Field(
        default="stop",
        description="`stop` fails the run and delivers nothing, `warn` delivers and says so.",
    )

    @property
    def largest_change(self) -> Decimal | None:
        """Return ``change`` as a share of the rows before: 0.5 for 50%."""
        return None if self.change is None else Decimal(self.change.rstrip("%")) / 100

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        low, high = self.min_rows, self.max_rows
        if low is not None and high is not None and low > high:
            raise ValueError(f"min_rows {low} is more than max_rows {high}; swap them")
        return self

    def __bool__(self) -> bool:
        """Return whether there is anything to check."""
        return (self.min_rows, self.max_rows, self.change) != (None, None, None)
