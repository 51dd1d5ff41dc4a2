"""What the environment says, in the variables that Airflow itself reads.

An ``airflow.cfg`` is not read: that would take Airflow.
"""

import os
from pathlib import Path
from typing import Final

_PREFIX: Final = "AIRFLOW__ANTAVO_EXPORT__"


def catalog_overlays() -> tuple[Path, ...]:
    """Return the folders of a brand's own data models (``catalog_overlays``), in order."""
    folders = os.environ.get(f"{_PREFIX}CATALOG_OVERLAYS", "").split(os.pathsep)
    return tuple(Path(folder) for folder in folders if folder)


def configs_folder() -> Path:
    """Return the folder of export files (``export_configs``), by default the one right here."""
    return Path(os.environ.get(f"{_PREFIX}EXPORT_CONFIGS", "export_configs"))


def allowed_notifiers() -> tuple[str, ...] | None:
    """Return what exports may name as notifiers (``notifiers``), None when it does not say."""
    listed = os.environ.get(f"{_PREFIX}NOTIFIERS")
    if listed is None:
        return None
    return tuple(part.strip() for part in listed.split(",") if part.strip())


def airflow_connection(conn_id: str) -> str | None:
    """Return an Airflow connection as the environment has it, a URI or JSON."""
    return os.environ.get(connection_variable(conn_id))


def connection_variable(conn_id: str) -> str:
    """Return the name of the variable that holds an Airflow connection."""
    return f"AIRFLOW_CONN_{conn_id.upper()}"
