"""List the next runs of all exports, from their files alone.

Days and moments are read in each export's time zone. What may surprise somebody is told on stderr:
times that a change of clocks skips or repeats, exports that write the same remote path, minutes in
which many exports start. A path shows 1 for the number of a run, which is given when it delivers.
With --json, a list with one object for each file that is sent, and for each run that sends none.

Examples:
  antavo-export calendar
  antavo-export calendar --from 2027-03-27 --until 2027-03-29
  antavo-export calendar export_configs/weekly_active_customers.yaml --count 3 --json
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Final

from antavo_export.catalog import load_catalog
from antavo_export.cli.arguments import at_least_one
from antavo_export.cli.calendar_warnings import warnings
from antavo_export.cli.environment import catalog_overlays, configs_folder
from antavo_export.cli.loading import load_paths
from antavo_export.cli.periods import JUST_BEFORE, beginning, day_or_moment, ending
from antavo_export.cli.planned_run import PlannedRun, scheduled_run
from antavo_export.cli.table import table
from antavo_export.cli.terminal import output_width
from antavo_export.config.export import Export

_HORIZON: Final = timedelta(days=3660)  # beyond which nobody counts runs
_COUNT: Final = 20
_TITLES: Final = ("local", "zone", "UTC", "export", "run moment", "path")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files, the period and the form of the list."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="export files, or folders of them (default: export_configs)",
    )
    parser.add_argument(
        "--from",
        dest="since",
        type=day_or_moment,
        metavar="DATE",
        help="first day, or moment (default: now)",
    )
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--until", type=day_or_moment, metavar="DATE", help="last day, or moment")
    limit.add_argument(
        "--count",
        type=at_least_one,
        default=_COUNT,
        metavar="N",
        help=f"how many runs in all (default: {_COUNT})",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")


def run(arguments: Namespace) -> int:
    """Print the calendar; return 1 when a file has mistakes, which leaves its export out.

    A run whose path cannot be made stays in the list, without it, and counts as a mistake too.
    """
    folder = load_paths(arguments.paths or [configs_folder()], load_catalog(catalog_overlays()))
    exports = list(folder.exports.values())
    since = arguments.since or datetime.now(UTC)
    runs = planned_runs(exports, since, until=arguments.until, count=arguments.count)
    if arguments.json:
        sys.stdout.write(json.dumps(list(_as_data(runs)), indent=2) + "\n")
    else:
        rows = [row for run in runs for row in _rows(run)]
        sys.stdout.write(table(_TITLES, rows, width=output_width()))
    sys.stdout.flush()
    undeliverable = list(_undeliverable(runs))
    notes = [*undeliverable, *warnings(runs), *_left_out(exports, since)]
    sys.stderr.writelines(f"! {note}\n" for note in notes)
    sys.stderr.writelines(f"{error}\n" for error in folder.broken.values())
    return 1 if folder.broken or undeliverable else 0


def planned_runs(
    exports: Iterable[Export],
    since: date | datetime,
    *,
    until: date | datetime | None = None,
    count: int = _COUNT,
) -> list[PlannedRun]:
    """Return the runs of all exports from ``since`` on, in order of time.

    ``since`` and ``until`` are read in each export's zone, and both belong to the period; without
    ``until`` there are ``count`` runs at most.
    """
    runs = merge(*(_runs(export, since, until) for export in exports), key=_moment)
    return list(runs if until is not None else islice(runs, count))


def _runs(
    export: Export, since: date | datetime, until: date | datetime | None
) -> Iterator[PlannedRun]:
    zone = export.config.zone
    first = beginning(since, zone)
    last = first + _HORIZON if until is None else ending(until, zone)
    for moment in export.config.schedule.firings(first - JUST_BEFORE, last):
        yield scheduled_run(export, moment)


def _moment(run: PlannedRun) -> datetime:
    return run.moment


def _paths(run: PlannedRun) -> list[str]:
    return [] if run.path_error else run.paths


def _rows(run: PlannedRun) -> Iterator[tuple[str, ...]]:
    for path in _paths(run) or [""]:
        yield (
            f"{run.local:%Y-%m-%d %H:%M}",
            str(run.export.config.schedule.zone),
            f"{run.moment:%Y-%m-%d %H:%M}",
            run.export.export_id,
            run.run_moment.isoformat(),
            path,
        )


def _as_data(runs: Iterable[PlannedRun]) -> Iterator[dict[str, str | None]]:
    """Yield one object for each file that is sent, and for each run that sends none."""
    for run in runs:
        paths: list[str | None] = [*_paths(run)]
        for path in paths or [None]:
            yield {
                "export": run.export.export_id,
                "run_moment": run.run_moment.isoformat(),
                "local": run.local.isoformat(),
                "utc": run.moment.isoformat(),
                "path": path,
            }


def _undeliverable(runs: Iterable[PlannedRun]) -> Iterator[str]:
    for run in runs:
        if error := run.path_error:
            yield f"{run.export.export_id}: the run of {run.local:%Y-%m-%d %H:%M} has no {error}"


def _left_out(exports: Iterable[Export], since: date | datetime) -> Iterator[str]:
    for export in exports:
        if next(_runs(export, since, None), None) is None:
            when = export.config.schedule.in_words()
            yield f"{export.export_id} is in no calendar: it runs {when}"
