"""The border where our errors become Airflow's, and where a failure is put into plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from airflow.sdk.exceptions import AirflowFailException

from antavo_export.errors import ConfigError, ExportError, PermanentError
from antavo_export.orchestration.observing import failed

if TYPE_CHECKING:
    from airflow.sdk import Context

FAILURE: Final = "failure"


@contextmanager
def failing_fast(context: "Context") -> Iterator[None]:
    """Fail the task at once for an error that a retry cannot cure; leave the rest to its retries.

    The message of any error of ours is kept with the run, where the page shows it: Airflow itself
    keeps it in the log only. It names no values of rows. The next try clears it.

    Raises:
        AirflowFailException: for a `ConfigError` or `PermanentError`, with the same message.
    """
    try:
        yield
    except ExportError as error:
        for_good = isinstance(error, ConfigError | PermanentError)
        failed(context, error, for_good=for_good)
        context["ti"].xcom_push(key=FAILURE, value=str(error))
        if for_good:
            raise AirflowFailException(str(error)) from error
        raise
