"""The task that tells people how a run ended."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from airflow.configuration import conf
from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowException

from antavo_export.config.export import Export
from antavo_export.orchestration.failing_fast import FAILURE
from antavo_export.orchestration.settings import settings

if TYPE_CHECKING:
    from airflow.sdk import Context


class AnnounceOperator(BaseOperator):
    """Send an e-mail about the run, at most once, and never let the run fail for it.

    An export whose file has arrived has done its work: a mail server that is down is written to
    the log, not into the state of the run.

    :param export: the export, as the factory loaded it
    :param reporting: the tasks whose results are told
    """

    ui_color = "#fef9e7"

    def __init__(self, *, export: Export, reporting: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.export = export
        self.reporting = tuple(reporting)

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return who was told, or why nobody could be."""
        from antavo_export.orchestration.mail import News, send  # noqa: PLC0415 - only when sent

        run = context["dag_run"]
        results = self._results(context)
        news = News(
            name=self.export.config.name,
            model=self.export.model.label,
            base_url=conf.get("api", "base_url", fallback="http://localhost:8080").rstrip("/"),
            export_id=run.dag_id,
            run_id=run.run_id,
            receipt=results.get("extract"),
            deliveries=[results[task] for task in self.reporting[1:] if task in results],
            failures=dict(self._failures(context)),
        )
        recipients = list(self.export.config.notify)
        try:
            send(news, recipients, settings().smtp_connection)
        except (OSError, AirflowException) as error:
            self.log.error("no e-mail was sent: %s", error)
            return {"sent": False, "problem": str(error)}
        return {"sent": True, "recipients": recipients, "subject": news.subject}

    def _results(self, context: "Context") -> dict[str, Mapping[str, Any]]:
        found = {task: context["ti"].xcom_pull(task_ids=task) for task in self.reporting}
        return {task: result for task, result in found.items() if result is not None}

    def _failures(self, context: "Context") -> Iterator[tuple[str, str]]:
        if self.trigger_rule != "one_failed":
            return
        for task in self.reporting:
            message = context["ti"].xcom_pull(task_ids=task, key=FAILURE)
            if message:
                yield task, message
