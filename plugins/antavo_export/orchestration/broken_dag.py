"""The placeholder of an export whose file has mistakes."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from airflow.sdk import DAG, BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from antavo_export.config.loader import readable_schedule
from antavo_export.errors import ConfigError
from antavo_export.orchestration.timetables import timetable_for

if TYPE_CHECKING:
    from airflow.sdk import Context

    from antavo_export.orchestration.timetables import ExportTimetable

log = logging.getLogger(__name__)

TAG: Final = "config-error"


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
    """
    mistakes = str(error)
    with DAG(
        dag_id=file.stem,
        schedule=_timetable(file),
        doc_md=f"This export cannot run until its file is mended:\n\n```\n{mistakes}\n```\n",
        tags=["antavo-export", TAG],
        auto_register=False,  # see `export_dag`
    ) as dag:
        RefuseOperator(task_id="refuse", mistakes=mistakes)
    return dag


def _timetable(file: Path) -> "ExportTimetable | str | None":
    """Return when it fires; never, when what is wrong with the file is in the way of that."""
    try:
        schedule = readable_schedule(file)
        return None if schedule is None else timetable_for(schedule)
    except Exception:
        log.exception("no schedule could be made of %s", file)
        return None
