"""The ``retention`` section: how long the files of an export are kept for download."""

from pydantic import Field

from antavo_export.section import Section


class Retention(Section):
    """What is left out is not limited by the export; the store's own limits hold as well."""

    days: float | None = Field(
        default=None,
        gt=0,
        le=36500,  # a century: what is much longer ago is no date
        allow_inf_nan=False,
        description="Remove files older than this.",
    )
    files: int | None = Field(default=None, ge=1, description="Keep only so many, the newest.")
    bytes: int | None = Field(
        default=None, ge=1, description="Keep only the newest that together are no larger."
    )
