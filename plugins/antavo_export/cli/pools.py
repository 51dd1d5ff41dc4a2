"""Create the Airflow pools that deliveries to one target share, for every target of the exports.

A pool target_<connection> limits how many deliveries use a connection at the same time, whichever
exports they belong to; servers limit the sessions of one user. Pools that exist are left as they
are, so slots can be changed in Airflow.

Airflow uses them once [antavo_export] target_pools is true
(AIRFLOW__ANTAVO_EXPORT__TARGET_POOLS=True). From then on run this command whenever an export names
a new connection: a delivery whose pool does not exist waits until somebody creates it, and Airflow
does not say so.

Airflow's address is --url or AIRFLOW__API__BASE_URL; AIRFLOW_CLI_TOKEN holds the token.

Examples:
  antavo-export pools --dry-run
  antavo-export pools export_configs/partners --slots 2
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from antavo_export.catalog import load_catalog
from antavo_export.cli.airflow_api import AirflowApi
from antavo_export.cli.arguments import at_least_one
from antavo_export.cli.environment import catalog_overlays, configs_folder
from antavo_export.cli.loading import load_paths
from antavo_export.config.export import Export

# Several exports at once, and still below the ten sessions that are not logged in yet at which
# OpenSSH begins to refuse others (sshd_config: MaxStartups 10:30:100).
SLOTS: Final = 4


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the exports, the slots and what to do."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="export files and folders of them (default: the folder of exports)",
    )
    parser.add_argument(
        "--slots",
        metavar="N",
        type=at_least_one,
        default=SLOTS,
        help=f"deliveries at the same time, of pools that are created (default: {SLOTS})",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="create nothing, say what is missing"
    )
    parser.add_argument("--url", metavar="URL", help="Airflow's address")


def run(arguments: Namespace) -> int:
    """Create what is missing; files with mistakes are named and keep no other from its pool."""
    folder = load_paths(arguments.paths or [configs_folder()], load_catalog(catalog_overlays()))
    with AirflowApi.from_environment(arguments.url) as airflow:
        existing = airflow.pools()
        for name, connection in sorted(target_pools(folder.exports.values()).items()):
            if name in existing:
                _say(f"{name}  exists, {_slots(existing[name])}")
                continue
            if not arguments.dry_run:
                airflow.create_pool(name, arguments.slots, description(connection))
            done = "is missing" if arguments.dry_run else f"created, {_slots(arguments.slots)}"
            _say(f"{name}  {done}")
    for error in folder.broken.values():
        sys.stderr.write(f"{error}\n")
    return 1 if folder.broken else 0


def target_pools(exports: Iterable[Export]) -> dict[str, str]:
    """Return the pool and the connection of every target."""
    targets = (target for export in exports for target in export.config.targets)
    return {target.pool: target.connection for target in targets}


def description(connection: str) -> str:
    """Return what Airflow's list of pools says about the pool of a connection."""
    return f"Deliveries of antavo-export to the connection {connection}"


def _slots(number: int) -> str:
    if number < 0:
        return "unlimited"
    return f"{number} slot{'' if number == 1 else 's'}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
