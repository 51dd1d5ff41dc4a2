"""Only by hand."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import Field
from typing_extensions import override

from antavo_export.schedules.base import BaseSchedule, Said


class Manual(BaseSchedule):
    """No run by itself: somebody triggers it, in Airflow or through its API."""

    manual: Said = Field(default=True, description="Run only when triggered by hand.")

    @override
    def firings(self, after: datetime, until: datetime) -> Iterator[datetime]:
        return iter(())

    @override
    def in_words(self) -> str:
        return "only when triggered by hand"
