"""The task that tells people how a run ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowSkipException

from antavo_export.config.export import Export
from antavo_export.orchestration.failed_tasks import has_failed

if TYPE_CHECKING:
    from airflow.sdk import Context


# When it tells: of success in a run where nothing has failed; of failure at the end of any run, so
# that it waits for what is tried again, and skips itself where all is well. A run's state is that
# of its last tasks: the first of these, which a failure keeps from running, keeps the run failed.
ENDED_WELL: Final = "none_failed"
ENDED: Final = "all_done"


def asked_for_failures(
    operator: BaseOperator, context: "Context", tasks: Sequence[str]
) -> Sequence[str]:
    """Return ``tasks`` where ``operator`` tells of failure, and none where it tells of success.

    Raises:
        AirflowSkipException: it would tell of failure, and nothing has failed.
    """
    if operator.trigger_rule != ENDED:
        return ()
    if not has_failed(operator, context):
        raise AirflowSkipException("nothing has failed")
    return tasks


class AnnounceOperator(BaseOperator):
    """Tell of the run by e-mail and by notifiers, at most once, and never let the run fail for it.

    :param export: the export, as the factory loaded it
    :param recipients: the addresses that are written to
    :param reporting: the tasks whose results are told
    """

    ui_color = "#fef9e7"

    def __init__(
        self,
        *,
        export: Export,
        recipients: Sequence[str],
        reporting: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.export = export
        self.recipients = tuple(recipients)
        self.reporting = tuple(reporting)

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return who was told, or why nobody could be."""
        # Imported here, so that parsing the DAG file loads no mail client.
        from antavo_export.orchestration.notifying import tell  # noqa: PLC0415 - see above
        from antavo_export.orchestration.run_news import news_of  # noqa: PLC0415 - see above

        failing = asked_for_failures(self, context, self.reporting)
        news = news_of(self.export, context, self.reporting, failing=failing)
        return tell(news, self.recipients, self.export.config.notifiers)
