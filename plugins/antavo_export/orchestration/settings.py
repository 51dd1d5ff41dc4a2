"""The ``[antavo_export]`` section of Airflow's configuration.

Every option can be set by an environment variable such as ``AIRFLOW__ANTAVO_EXPORT__STORE``.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from airflow.sdk.configuration import conf

from antavo_export.config.allowed_notifiers import USUALLY_ALLOWED
from antavo_export.config.retention import Retention

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
        retention: What the store keeps of all exports together.
        notify: Addresses told of the runs of exports that do not say themselves who is.
        notifiers: Packages, modules and classes that exports may name as notifiers.
        smtp_connection: The Airflow connection e-mails are sent through.
        target_pools: Whether deliveries to one connection share the pool that
            ``antavo-export pools`` creates. Off by default: a task whose pool does not exist
            waits for it without a word, on any page.
    """

    store: str
    catalog_overlays: tuple[Path, ...]
    export_configs: Path
    download_right: str
    page_writes_files: bool
    retention: Retention
    notify: tuple[str, ...]
    notifiers: tuple[str, ...]
    smtp_connection: str
    target_pools: bool


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
        retention=_retention(),
        notify=_listed("notify", ""),
        notifiers=_listed("notifiers", ",".join(USUALLY_ALLOWED)),
        smtp_connection=conf.get(SECTION, "smtp_connection", fallback="smtp_default"),
        target_pools=conf.getboolean(SECTION, "target_pools", fallback=False),
    )


def exports_folder(dag_file: str) -> Path:
    """Return the folder of export files, for the DAG file that turns them into DAGs.

    Unless the setting ``export_configs`` names one it is found from where the file is, not from
    Airflow's DAGs folder: a DAG bundle may have brought both, to another place.
    """
    beside = Path(dag_file).resolve().parents[1] / "export_configs"
    return Path(conf.get(SECTION, "export_configs", fallback=str(beside)))


def base_url() -> str:
    """Return where Airflow's web interface is, without a slash at the end."""
    return str(conf.get("api", "base_url", fallback="http://localhost:8080")).rstrip("/")


def _listed(option: str, fallback: str) -> tuple[str, ...]:
    """Return what is listed with commas between."""
    parts = conf.get(SECTION, option, fallback=fallback).split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _retention() -> Retention:
    """Return ``retention_days`` and so on; files are kept for 30 days unless it says otherwise."""
    given = {
        name: conf.get(SECTION, f"retention_{name}", fallback="")
        for name in ("days", "files", "bytes")
    }
    limits = {name: value for name, value in given.items() if value}
    return Retention.model_validate({"days": 30, **limits})


def _beside_the_dags() -> str:
    return str(Path(conf.get("core", "dags_folder")).parent / "export_configs")
