"""The ``[antavo_export]`` section of Airflow's configuration.

Every option can be set by an environment variable such as ``AIRFLOW__ANTAVO_EXPORT__STORE``.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from airflow.sdk.configuration import conf

SECTION: Final = "antavo_export"


@dataclass(frozen=True)
class Settings:
    """What an administrator decides for all exports.

    Attributes:
        store: Where finished files are kept: a folder, or a URL of object storage.
        catalog_overlays: Folders with a brand's own data models, applied in order.
    """

    store: str
    catalog_overlays: tuple[Path, ...]


def settings() -> Settings:
    """Return the settings in force."""
    home = Path(os.environ.get("AIRFLOW_HOME", "~/airflow")).expanduser()
    overlays = conf.get(SECTION, "catalog_overlays", fallback="")
    return Settings(
        store=conf.get(SECTION, "store", fallback=str(home / "exports")),
        catalog_overlays=tuple(Path(part) for part in overlays.split(os.pathsep) if part),
    )
