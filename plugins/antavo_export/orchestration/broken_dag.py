"""The placeholder of an export whose file has mistakes."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from airflow.sdk import DAG, BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from antavo_export.config.loader import readable_schedule
from antavo_export.errors import ConfigError
from antavo_export.orchestration.export_dag import MAX_ACTIVE_RUNS
from antavo_export.orchestration.timetables import timetable_for
from antavo_export.schedules import BaseSchedule, Now

if TYPE_CHECKING:
    from airflow.sdk import Context

    from antavo_export.orchestration.timetables import ExportTimetable

log = logging.getLogger(__name__)

TAG: Final = "config-error"
_DOCUMENTATION: Final = """
This export cannot run until its file is mended:

```
{mistakes}
```

Where it is Inactive afterwards, switch it on.
"""


class RefuseOperator(BaseOperator):
    """Fail at once with the mistakes of the export's file.

    :param mistakes: one line each, as ``file:line: where: message``
    """

    ui_color = "#fdecea"

    def __init__(self, *, mistakes: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.mistakes = mistakes

    def execute(self, context: "Context") -> NoReturn:
        """Fail without retries; nothing was read or sent."""
        del context
        raise AirflowFailException(self.mistakes)


def broken_dag(file: Path, error: ConfigError) -> DAG:
    """Return a DAG that keeps the id, the history and, where it is readable, the schedule.

    Its runs fail with what to mend, so a missed export raises the alarm it always would.

    Whether a DAG is Active is stored when Airflow first sees its id, so the placeholder decides it
    for the mended export. Where the file cannot say, it is Inactive: sending what nobody asked for
    could not be taken back, while an export that is Inactive can be seen and switched on.
    """
    schedule = _schedule(file)
    with DAG(
        dag_id=file.stem,
        schedule=_timetable(schedule),
        catchup=False,
        max_active_runs=MAX_ACTIVE_RUNS,
        is_paused_upon_creation=schedule is None or schedule.paused,
        doc_md=_DOCUMENTATION.format(mistakes=error),
        tags=["antavo-export", TAG],
        auto_register=False,  # see `export_dag`
    ) as dag:
        RefuseOperator(task_id="refuse", mistakes=str(error))
    return dag


def _schedule(file: Path) -> BaseSchedule | None:
    """Return the schedule; None when what is wrong with the file is in the way, whatever it is."""
    try:
        schedule = readable_schedule(file)
        _timetable(schedule)
    except Exception:
        log.exception("no schedule could be made of %s", file)
        return None
    return schedule


def _timetable(schedule: BaseSchedule | None) -> "ExportTimetable | str | None":
    """Return when it fires; ``now`` never does, for the file may be one that is being written."""
    return None if schedule is None or isinstance(schedule, Now) else timetable_for(schedule)
