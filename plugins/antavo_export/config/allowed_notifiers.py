"""Which notifiers an export may name: a decision of the administrator, not of its author."""

from collections.abc import Sequence
from typing import Final

from antavo_export.config.data_source import DataSource
from antavo_export.config.export import Export
from antavo_export.config.layered_source import layered
from antavo_export.errors import Mistake

# What the setting ``notifiers`` is unless somebody has set it.
USUALLY_ALLOWED: Final = ("airflow.providers",)


def refused_notifiers(
    export: Export, allowed: Sequence[str], data: DataSource | None = None
) -> list[Mistake]:
    """Return a mistake for every notifier of the export that is not ``allowed``.

    ``data`` is what it was read from if that was no file.
    """
    refused = [
        (index, one)
        for index, one in enumerate(export.config.notifiers)
        if not one.is_among(allowed)
    ]
    if not refused:
        return []
    source = data or layered(export.source)
    return [
        Mistake(
            *source.locate(("notifiers", index, "notifier")),
            f"notifiers.{index}.notifier",
            one.refusal(allowed),
        )
        for index, one in refused
    ]
