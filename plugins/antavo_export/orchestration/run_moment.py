"""The instant that relative dates and file names of a run are counted from.

| run                           | run moment                             |
|-------------------------------|----------------------------------------|
| scheduled, backfilled         | the firing (its logical date)          |
| triggered with a logical date | that date                              |
| triggered without one         | the moment it was triggered            |
| triggered with ``as_of``      | what ``as_of`` says                    |
| any of them, cleared or tried again | as it was the first time         |

Airflow keeps all of these with the run, so no worker's clock ever decides what a file contains.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from antavo_export.errors import InvalidAsOfError
from antavo_export.schedules.wall_clock import instant


class MomentsOfRun(Protocol):
    """The part of Airflow's DAG run that is looked at; both moments are aware."""

    @property
    def logical_date(self) -> datetime | None:
        """What the run is for; a run may be triggered without any."""

    @property
    def run_after(self) -> datetime:
        """The earliest moment it could start: when it was triggered, for one without more."""


def run_moment(dag_run: MomentsOfRun, params: Mapping[str, Any], zone: ZoneInfo) -> datetime:
    """Return the run moment in ``zone``, the export's time zone.

    ``as_of`` among ``params`` is an ISO 8601 date, which means its midnight, or date and time;
    without an offset it is read in ``zone``, where a change of clocks is met as by a schedule.

    Raises:
        InvalidAsOfError: ``as_of`` is neither. Airflow itself does not check the format.
    """
    as_of = params.get("as_of")
    if as_of is None:
        return _plain(dag_run.logical_date or dag_run.run_after).astimezone(zone)
    moment = _moment(as_of)
    try:
        return (moment if moment.tzinfo else instant(moment, zone)).astimezone(zone)
    except OverflowError as error:  # clocks of the zone would show a year before 1 or after 9999
        raise InvalidAsOfError(as_of) from error


def _plain(moment: datetime) -> datetime:
    """Return ``moment`` without pendulum, whose arithmetic differs where clocks are changed."""
    return datetime.fromisoformat(moment.isoformat())


def _moment(as_of: object) -> datetime:
    try:
        return datetime.fromisoformat(str(as_of))  # a date alone is its midnight
    except ValueError as error:
        raise InvalidAsOfError(as_of) from error
