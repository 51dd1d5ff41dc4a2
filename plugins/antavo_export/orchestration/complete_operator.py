"""The task that comes after the last of several deliveries."""

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator

from antavo_export.orchestration.assets import describe

if TYPE_CHECKING:
    from airflow.sdk import Context


class CompleteOperator(BaseOperator):
    """Make the event of the export's asset when every target has the file.

    With one target the delivery itself does; of several none knows whether it is the last.

    :param extract_task_id: the task whose receipt says what the file is
    """

    def __init__(self, *, extract_task_id: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.extract_task_id = extract_task_id

    def execute(self, context: "Context") -> None:
        """Say what has arrived."""
        describe(self, context, context["ti"].xcom_pull(task_ids=self.extract_task_id))
