"""The border where our errors become Airflow's."""

from collections.abc import Iterator
from contextlib import contextmanager

from airflow.sdk.exceptions import AirflowFailException

from antavo_export.errors import ConfigError, PermanentError


@contextmanager
def failing_fast() -> Iterator[None]:
    """Fail the task at once for an error that a retry cannot cure; leave the rest to its retries.

    Raises:
        AirflowFailException: for a `ConfigError` or `PermanentError`, with the same message.
    """
    try:
        yield
    except (ConfigError, PermanentError) as error:
        raise AirflowFailException(str(error)) from error
