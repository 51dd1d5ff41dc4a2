"""What looks wrong in a list of planned runs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from antavo_export.cli.planned_run import PlannedRun
from antavo_export.schedules.wall_clock import change_of_clocks

_BUSY = 4  # exports in one minute; Airflow runs about twice the cores of a machine at once
_BUSIEST = 3


def warnings(runs: Sequence[PlannedRun]) -> list[str]:
    """Return a sentence for everything in ``runs`` that may surprise somebody."""
    return [*_changes_of_clocks(runs), *_shared_paths(runs), *_peaks(runs)]


def _changes_of_clocks(runs: Sequence[PlannedRun]) -> Iterator[str]:
    for run in runs:
        schedule = run.export.config.schedule
        for wall in schedule.walls(run.moment):
            change = change_of_clocks(wall, schedule.zone)
            what = f"{run.export.export_id}: {wall:%Y-%m-%d %H:%M} in {schedule.zone}"
            if change == "skipped":
                yield f"{what} is skipped when clocks go forward; it runs at {run.local:%H:%M}"
            elif change == "shown twice":
                yield f"{what} comes twice when clocks go back; it runs at the second"


def _shared_paths(runs: Sequence[PlannedRun]) -> Iterator[str]:
    writers: dict[tuple[str, str, str], dict[str, PlannedRun]] = defaultdict(dict)
    for run in runs:
        for target, path in () if run.path_error else run.destinations:
            place = (path, target.type, target.connection)
            writers[place].setdefault(run.export.export_id, run)
    for (path, kind, connection), exports in sorted(writers.items()):
        if len(exports) > 1:
            names = " and ".join(
                f"{name} ({run.local:%Y-%m-%d %H:%M})" for name, run in exports.items()
            )
            yield f"{path} on {kind} connection {connection} is written by {names}"


def _peaks(runs: Sequence[PlannedRun]) -> Iterator[str]:
    starting = Counter(run.moment for run in runs)
    busy = [(moment, number) for moment, number in starting.most_common() if number >= _BUSY]
    for moment, number in busy[:_BUSIEST]:
        yield f"{number} exports start at {moment:%Y-%m-%d %H:%M} UTC; spread them over the hour"
    if len(busy) > _BUSIEST:
        yield f"{len(busy) - _BUSIEST} more minutes have {_BUSY} exports or more"
