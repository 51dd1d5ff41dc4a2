"""Drawing a whole export."""

from datetime import UTC, datetime
from typing import Final

from hypothesis import strategies as st

from tests.conformance.configs import Config
from tests.conformance.drawing.choices import Choices
from tests.conformance.drawing.files import files
from tests.conformance.drawing.filters import filters
from tests.conformance.drawing.mappings import mappings

ZONES: Final = (
    "UTC", "Europe/Budapest", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
    "America/Havana", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu",
)  # fmt: skip
MOMENTS: Final = (
    datetime(2026, 3, 13, 13, 30, 45, 250_000, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
)


@st.composite
def configs(draw: st.DrawFn, choices: Choices) -> Config:
    """Draw an export of one model, in the zone its choices are made for."""
    aggregate = draw(st.booleans())
    file = draw(files(choices.model.name))
    everything = not aggregate and file.enclosure != "none" and draw(st.integers(0, 9)) == 0
    return Config(
        choices.model.name,
        None if everything else draw(mappings(choices, file, aggregate=aggregate)),
        draw(filters(choices)),
        timezone=choices.columns.zone.key,
        aggregate=aggregate,
        file=file,
    )
