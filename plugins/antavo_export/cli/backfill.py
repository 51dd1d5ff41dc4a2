"""Run an export for days that have passed, through Airflow.

First the plan is printed: every run moment between the two days, both included and read in the
export's time zone, the path of its file, and the run that Airflow has for it. Then Airflow is asked
to do it. Runs that exist are done again, in place; --only-missing leaves those with success alone.
Runs that are waiting or running are never touched.

Airflow's address is --url or AIRFLOW__API__BASE_URL; AIRFLOW_CLI_TOKEN holds the token.

Examples:
  antavo-export backfill points_per_customer --from 2026-01-01 --to 2026-12-31 --dry-run
  antavo-export backfill weekly_active_customers --from 2026-11-01 --to 2026-11-30 --only-missing
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from antavo_export.catalog import load_catalog
from antavo_export.cli.airflow_api import AirflowApi, AirflowApiError, BackfillRequest
from antavo_export.cli.backfill_plan import TITLES, Action, Step, moments_between, plan, summary
from antavo_export.cli.environment import catalog_overlays, configs_folder
from antavo_export.cli.errors import UsageError
from antavo_export.cli.periods import beginning, day_or_moment, ending
from antavo_export.cli.table import table
from antavo_export.cli.terminal import output_width
from antavo_export.config.export import Export
from antavo_export.config.folder import export_files, load_folder
from antavo_export.errors import did_you_mean


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the export, the period and what to do."""
    parser.add_argument("export_id", metavar="ID", help="the export's id, its file without suffix")
    parser.add_argument(
        "--from", dest="since", required=True, type=day_or_moment, metavar="DATE", help="first day"
    )
    parser.add_argument(
        "--to", required=True, type=day_or_moment, metavar="DATE", help="last day, included"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the plan and do nothing")
    parser.add_argument(
        "--only-missing", action="store_true", help="leave runs alone that ended with success"
    )
    parser.add_argument("--url", metavar="URL", help="Airflow's address")


def run(arguments: Namespace) -> int:
    """Print the plan and, unless it is a rehearsal, start the backfill."""
    export = _export(arguments.export_id)
    moments = _moments(export, arguments.since, arguments.to)
    with AirflowApi.from_environment(arguments.url) as airflow:
        dag = airflow.dag(export.export_id)
        existing = airflow.runs(export.export_id, moments[0], moments[-1])
        steps = plan(export, moments, existing, only_missing=arguments.only_missing)
        _show(steps)
        request = _request(steps, dag, only_missing=arguments.only_missing)
        _check_agreement(airflow.rehearse(request), steps)
        if not arguments.dry_run and any(step.action != Action.LEFT for step in steps):
            _start(airflow, request, dag)
    return 0


def _export(export_id: str) -> Export:
    root = configs_folder()
    folder = load_folder(root, load_catalog(catalog_overlays()), only=export_id)
    if export_id in folder.broken:
        raise folder.broken[export_id]
    if export_id not in folder.exports:
        hint = did_you_mean(Path(export_id).stem, {file.stem for file in export_files(root)})
        raise UsageError(f"{root} holds no export '{export_id}'{hint}")
    return folder.exports[export_id]


def _moments(export: Export, since: date | datetime, to: date | datetime) -> list[datetime]:
    first, last = beginning(since, export.config.zone), ending(to, export.config.zone)
    if last < first:
        raise UsageError(f"--to {to} lies before --from {since}")
    moments = moments_between(export, first, min(last, datetime.now(UTC)))
    if not moments:
        when = export.config.schedule.in_words()
        raise UsageError(
            f"{export.export_id} has had no run moment between {since} and {to}: it runs {when}"
        )
    return moments


def _show(steps: list[Step]) -> None:
    rows = [row for step in steps for row in step.rows()]
    sys.stdout.write(table(TITLES, rows, width=output_width()))
    sys.stdout.flush()
    _say(summary(steps))


def _request(steps: list[Step], dag: dict[str, Any], *, only_missing: bool) -> BackfillRequest:
    return BackfillRequest(
        dag_id=dag["dag_id"],
        first=steps[0].moment,
        last=steps[-1].moment,
        reprocess="failed" if only_missing else "completed",
        max_active_runs=dag["max_active_runs"],
    )


def _check_agreement(rehearsed: set[datetime], steps: list[Step]) -> None:
    """Raise when Airflow would run other moments: what it has read is not the file at hand."""
    planned = {step.moment for step in steps if step.action != Action.LEFT}
    if differing := sorted(planned ^ rehearsed):
        whose = "the file" if differing[0] in planned else "Airflow"
        raise AirflowApiError(
            f"Airflow and the file disagree about {len(differing)} moments: only {whose} has"
            f" {differing[0].isoformat()}; wait until Airflow has read the file as it is now"
        )


def _start(airflow: AirflowApi, request: BackfillRequest, dag: dict[str, Any]) -> None:
    number = airflow.start(request)
    _say(f"backfill {number} has begun, see {airflow.page_of(request.dag_id)}")
    if dag["is_paused"]:
        _say(f"{request.dag_id} is Inactive in Airflow: its runs wait until it is switched on")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
