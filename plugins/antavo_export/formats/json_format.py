"""JSON: one object per row, under the titles the mapping gives (RFC 8259, JSON Lines)."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from antavo_export.formats.base import BaseFormat
from antavo_export.formats.framing import Framing


class JsonFormat(BaseFormat):
    """Objects, either in one array or one per line."""

    media_types: ClassVar = {".json": "application/json", ".jsonl": "application/jsonl"}

    format: Literal["json"] = Field(description="One JSON object per row.")
    layout: Literal["array", "lines"] = Field(
        default="array", description="One array of objects, or one object per line."
    )
    any_model: bool = Field(
        default=False,
        description="JSON is meant for challenges, as in the original; "
        "set this to use it for another data model.",
    )

    @property
    def suffix(self) -> str:
        return ".json" if self.layout == "array" else ".jsonl"

    def framing(self, columns: Sequence[str]) -> Framing:
        del columns  # every object carries its own titles
        if self.layout == "lines":
            return Framing()
        return Framing(head=b"[", row_end=b"", between=b",\n", tail=b"]\n")
