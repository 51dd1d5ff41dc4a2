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
        export_configs: The folder of export files, for the page.
        download_right: Who may download files on the page: ``trigger``, those who may run the
            export, or ``read``, everybody who may see it.
        page_writes_files: Whether the page may write new export files.
        smtp_connection: The Airflow connection e-mails are sent through.
    """

    store: str
    catalog_overlays: tuple[Path, ...]
    export_configs: Path
    download_right: str
    page_writes_files: bool
    smtp_connection: str


def settings() -> Settings:
    """Return the settings in force."""
    home = Path(os.environ.get("AIRFLOW_HOME", "~/airflow")).expanduser()
    overlays = conf.get(SECTION, "catalog_overlays", fallback="")
    return Settings(
        store=conf.get(SECTION, "store", fallback=str(home / "exports")),
        catalog_overlays=tuple(Path(part) for part in overlays.split(os.pathsep) if part),
        export_configs=Path(conf.get(SECTION, "export_configs", fallback=_beside_the_dags())),
        download_right=conf.get(SECTION, "download_right", fallback="trigger"),
        page_writes_files=conf.getboolean(SECTION, "page_writes_files", fallback=False),
        smtp_connection=conf.get(SECTION, "smtp_connection", fallback="smtp_default"),
    )


def _beside_the_dags() -> str:
    return str(Path(conf.get("core", "dags_folder")).parent / "export_configs")
