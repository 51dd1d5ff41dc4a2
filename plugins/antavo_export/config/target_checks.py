"""Do the targets' paths lead to files: rendered when a file is loaded, with made-up variables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from antavo_export.config.filter_checks import Finding, Where
from antavo_export.config.templates import render_path
from antavo_export.errors import PathTemplateError
from antavo_export.targets import BaseTarget

SAMPLE: Final[Mapping[str, str | int | datetime]] = {
    "run_moment": datetime(2027, 3, 1, 5, tzinfo=UTC),
    "export": "export",
    "run_id": "scheduled__2027-03-01T05_00_00",
    "file_name": "export_20270301_050000.csv",
    "extension": "csv",
    "run_number": 1,
    "sequence": 1,
}
"""The variables of a path, with values like those of a run."""

VARIABLES: Final[Mapping[str, str]] = {
    "run_moment": "The run moment in the export's zone, to be formatted: "
    "`run_moment | date('%Y%m%d_%H%M')`.",
    "export": "The export's id.",
    "run_id": "The run's id in Airflow.",
    "file_name": "The name of the file in the store: export, run moment and extension.",
    "extension": "What the format and the archive add, such as `csv.gz`.",
    "run_number": "The running number of the run: 1, 2, 3, ... in the order in which the export's "
    "runs deliver first; `{{ '%05d' % run_number }}` has five digits. A run keeps its number over "
    "all tries and clears, no other run ever gets it and none is left out.",
    "sequence": "The same, counted anew for each day of the run moment: `{{ '%03d' % sequence }}`.",
}
"""What each variable means, for the documentation."""


def check_targets(targets: Sequence[tuple[Where, BaseTarget]]) -> Iterator[Finding]:
    """Yield every path that cannot be rendered, and every place that two targets write to."""
    seen: dict[tuple[str, str, str], Where] = {}
    for where, target in targets:
        try:
            render_path(target.path, SAMPLE)
        except PathTemplateError as error:
            yield (*where, "path"), error.cause
        place = (target.type, target.connection, target.path)
        if place in seen:
            first = ".".join(map(str, seen[place]))
            yield (*where, "path"), f"{first} writes to the same path; change one of them"
        seen.setdefault(place, where)
