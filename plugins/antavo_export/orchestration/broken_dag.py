"""The placeholder of an export whose file has mistakes."""

from typing import TYPE_CHECKING, Any, Final, NoReturn

from airflow.sdk import DAG, BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from antavo_export.errors import ConfigError

if TYPE_CHECKING:
    from airflow.sdk import Context

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


def broken_dag(export_id: str, error: ConfigError) -> DAG:
    """Return a DAG that keeps the export's id and history, and whose runs say what to mend."""
    mistakes = str(error)
    with DAG(
        dag_id=export_id,
        schedule=None,
        doc_md=f"This export cannot run until its file is mended:\n\n```\n{mistakes}\n```\n",
        tags=["antavo-export", TAG],
    ) as dag:
        RefuseOperator(task_id="refuse", mistakes=mistakes)
    return dag
