"""What a backfill will do, moment by moment, before it does anything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from antavo_export.cli.airflow_api import ExistingRun
from antavo_export.cli.periods import JUST_BEFORE
from antavo_export.cli.planned_run import PlannedRun, backfilled_run
from antavo_export.config.export import Export

TITLES: Final = ("run moment", "path", "is there", "will be")


class Action(StrEnum):
    """What becomes of one run moment."""

    RUN = "run"
    RUN_AGAIN = "run again"
    LEFT = "left alone"


@dataclass(frozen=True)
class Step:
    """One run moment of a backfill, and the run that Airflow has for it."""

    run: PlannedRun
    existing: ExistingRun | None
    action: Action

    @property
    def moment(self) -> datetime:
        """Return the run moment in UTC, by which Airflow knows the run."""
        return self.run.moment

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield a line of the plan for each path."""
        there = f"{self.existing.state} ({self.existing.run_type})" if self.existing else "nothing"
        for path in self.run.paths or [""]:
            yield self.run.run_moment.isoformat(), path, there, self.action


def plan(
    export: Export,
    moments: list[datetime],
    existing: Mapping[datetime, ExistingRun],
    *,
    only_missing: bool,
) -> list[Step]:
    """Return what to do about each moment.

    ``only_missing`` leaves every moment alone that has had a run with success.
    """
    return [
        _step(export, moment, existing.get(moment), only_missing=only_missing) for moment in moments
    ]


def moments_between(export: Export, first: datetime, last: datetime) -> list[datetime]:
    """Return the firings from ``first`` to ``last``, whatever start and end the schedule has."""
    schedule = export.config.schedule.without_bounds()
    return list(schedule.firings(first - JUST_BEFORE, last))


def summary(steps: list[Step]) -> str:
    """Return how many moments there are, and what becomes of them."""
    counted = Counter(step.action for step in steps)
    parts = [f"{counted[action]} {action}" for action in Action if counted[action]]
    return f"{len(steps)} run moments: {', '.join(parts)}"


def _step(
    export: Export, moment: datetime, existing: ExistingRun | None, *, only_missing: bool
) -> Step:
    run = backfilled_run(export, moment)
    if existing is None:
        return Step(run, None, Action.RUN)
    run = replace(run, run_id=existing.run_id)
    leave = existing.is_under_way or (only_missing and existing.state == "success")
    return Step(run, existing, Action.LEFT if leave else Action.RUN_AGAIN)
