"""A run that is planned: when, for which moment, and where its file will go."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath

from antavo_export.config.export import Export
from antavo_export.config.target_checks import SAMPLE
from antavo_export.config.templates import render_path
from antavo_export.errors import PathTemplateError
from antavo_export.pipeline.extract import default_file_name
from antavo_export.targets import Target


@dataclass(frozen=True)
class PlannedRun:
    """One firing of an export's schedule; ``moment`` is in UTC."""

    export: Export
    moment: datetime
    run_id: str

    @property
    def local(self) -> datetime:
        """Return the moment in the schedule's zone."""
        return self.moment.astimezone(self.export.config.schedule.zone)

    @property
    def run_moment(self) -> datetime:
        """Return the moment in the export's zone, in which relative dates are counted."""
        return self.moment.astimezone(self.export.config.zone)

    @cached_property
    def destinations(self) -> tuple[tuple[Target, str], ...]:
        """Return every target and the path its file will have there.

        Numbers are given to runs when they deliver, so here they are those of a first run.

        Raises:
            PathTemplateError: when a path cannot be rendered for this run.
        """
        name = default_file_name(self.export, self.moment)
        variables: dict[str, str | int | datetime] = {
            **SAMPLE,
            "run_moment": self.run_moment,
            "export": self.export.export_id,
            "run_id": self.run_id,
            "file_name": name,
            "extension": "".join(PurePosixPath(name).suffixes).lstrip("."),
        }
        targets = self.export.config.targets
        return tuple((target, render_path(target.path, variables)) for target in targets)

    @property
    def paths(self) -> list[str]:
        """Return the remote paths of the file, one for each target."""
        return [path for _, path in self.destinations]

    @property
    def path_error(self) -> PathTemplateError | None:
        """Return why this run cannot be delivered although its export's file has no mistakes.

        A path is tried with made-up variables when a file is checked; those of a run may be longer.
        """
        try:
            _ = self.destinations
        except PathTemplateError as error:
            return error
        return None


def scheduled_run(export: Export, moment: datetime) -> PlannedRun:
    """Return a run under the id that Airflow's scheduler will give it."""
    edition = export.config.schedule.edition
    return PlannedRun(export, moment, f"scheduled__{moment.isoformat()}__{edition}")


def backfilled_run(export: Export, moment: datetime) -> PlannedRun:
    """Return a run under the id that Airflow's backfill will give it."""
    return PlannedRun(export, moment, f"backfill__{moment.isoformat()}")
