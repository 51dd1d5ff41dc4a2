"""A draft's preview, read with the draft's own Airflow connection."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from antavo_export.config.export import Export

_ROWS: Final = 10


def preview_of(export: Export, moment: datetime) -> dict[str, Any]:
    """Return the first rows of ``export`` and an estimate of how many there are.

    Raises:
        PermanentError, RetriableError: when the database refuses or cannot be reached.
    """
    # Imported here: only a preview needs the database client in the API server.
    from antavo_export.orchestration.database import connector  # noqa: PLC0415
    from antavo_export.pipeline.preview import preview  # noqa: PLC0415

    connect = connector(export.config.connection)
    return asdict(preview(export, moment, connect=connect, rows=_ROWS))
