"""`python -m deploy.airflow.prepare`: what must be there before Airflow's services start.

Creates or upgrades the metadata database, the user `admin` with the password ADMIN_PASSWORD, and
the pool of every connection that an export delivers to. Repeating it changes nothing that exists.
"""

import os
import subprocess
import sys
from pathlib import Path

ADMIN = {
    "username": "admin",
    "role": "Admin",
    "firstname": "Airflow",
    "lastname": "Administrator",
    "email": "admin@localhost",
}


def migrate() -> None:
    """Create or upgrade the tables of Airflow and of its user management."""
    _airflow("db", "migrate")


def create_admin(password: str) -> None:
    """Create the administrator unless there is one; a password once set is not touched."""
    options = [word for name, value in ADMIN.items() for word in (f"--{name}", value)]
    _airflow("users", "create", *options, "--password", password)


def create_pools() -> list[str]:
    """Create the pools that are missing and return their names.

    Deliveries to one connection share a pool; Airflow lets a task whose pool is missing wait.
    """
    # Imported here: Airflow reads its database when it is imported, which must be migrated first.
    from airflow.models.pool import Pool  # noqa: PLC0415

    from antavo_export.catalog import load_catalog  # noqa: PLC0415
    from antavo_export.cli.pools import SLOTS, description, target_pools  # noqa: PLC0415
    from antavo_export.config.folder import load_folder  # noqa: PLC0415
    from antavo_export.orchestration.settings import settings  # noqa: PLC0415

    chosen = settings()
    folder = load_folder(chosen.export_configs, load_catalog(chosen.catalog_overlays))
    wanted = target_pools(folder.exports.values())
    missing = [name for name in sorted(wanted) if Pool.get_pool(name) is None]
    for name in missing:
        Pool.create_or_update_pool(name, SLOTS, description(wanted[name]), include_deferred=False)
    return missing


def _airflow(*words: str) -> None:
    subprocess.run([Path(sys.executable).with_name("airflow"), *words], check=True)  # noqa: S603


def main() -> None:
    """Do it all, in this order."""
    migrate()
    create_admin(os.environ["ADMIN_PASSWORD"])
    sys.stdout.write(f"Pools created: {', '.join(create_pools()) or 'none was missing'}\n")


if __name__ == "__main__":
    main()
