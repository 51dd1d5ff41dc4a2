"""The task that sends one finished file to one target."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator, Context
from airflow.sdk.exceptions import AirflowSkipException
from pydantic import TypeAdapter

from antavo_export.config.templates import mentioned, render_path
from antavo_export.orchestration.assets import describe
from antavo_export.orchestration.failing_fast import failing_fast
from antavo_export.orchestration.observing import delivered
from antavo_export.orchestration.settings import settings
from antavo_export.orchestration.stores import open_store
from antavo_export.orchestration.task_journal import delivery_id, journal_of
from antavo_export.pipeline.delivery import StoredFile, Try, deliver
from antavo_export.pipeline.store import Store
from antavo_export.targets import Target

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage

Variables = dict[str, str | int | datetime]

TARGETS: TypeAdapter[Target] = TypeAdapter(Target)


class DeliverOperator(BaseOperator):
    """Delivers the file of an extract task to one target.

    ``target`` is the target's section as plain values, ``extract_task_id`` the task whose
    receipt says which file and which bytes. Returns the delivery's fact sheet. What a retry
    cannot cure fails the task at once; everything else is left to the task's retries, which send
    the same bytes again and never query again.
    """

    def __init__(
        self, *, target: Mapping[str, Any], extract_task_id: str, **arguments: Any
    ) -> None:
        super().__init__(**arguments)
        self.target = dict(target)
        self.extract_task_id = extract_task_id
        self._lineage: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None

    def execute(self, context: Context) -> dict[str, str | int | float]:
        """Deliver the file; see ``pipeline.delivery.deliver`` for what is guaranteed."""
        # Imported here, so that parsing the DAG file loads no transfer client.
        from antavo_export.orchestration.hooks import open_remote  # noqa: PLC0415

        if context["params"].get("deliver") is False:
            raise AirflowSkipException("this run was triggered without delivery")
        with failing_fast(context):
            target = TARGETS.validate_python(self.target)
            receipt = context["ti"].xcom_pull(task_ids=self.extract_task_id)
            store = open_store(settings().store)
            variables = path_variables(receipt, context)
            path = render_path(target.path, variables | numbers(target.path, variables, store))
            this_try = Try(delivery_id(context), context["ti"].try_number, journal_of(context))
            self.log.info("Delivering %s to %s", receipt["file_name"], target.connection)
            with open_remote(target) as remote:
                delivery = deliver(stored_file(receipt, store), target, remote, path, this_try)
            delivered(context, delivery.as_dict())
            self._lineage = (receipt, delivery.as_dict())
            describe(self, context, receipt)
            this_try.journal.forget()  # last: an error after this would publish the file again
            return delivery.as_dict()

    def get_openlineage_facets_on_complete(
        self, task_instance: object
    ) -> "OperatorLineage[Any, Any] | None":
        """Return what was read and written; the OpenLineage provider asks for it."""
        from antavo_export.orchestration import lineage  # noqa: PLC0415 - the provider is optional

        del task_instance
        return None if self._lineage is None else lineage.delivered(*self._lineage)


def stored_file(receipt: Mapping[str, Any], store: Store) -> StoredFile:
    """Return the file that a receipt describes, to be read from the store that made it."""
    return StoredFile(
        receipt["file_name"],
        lambda: store.open(receipt["uri"]),
        receipt["bytes"],
        receipt["sha256"],
    )


def path_variables(receipt: Mapping[str, Any], context: Context) -> Variables:
    """Return what a target's path may mention.

    ``run_moment`` is the receipt's, with the offset of the export's zone; ``extension`` includes
    what an archive adds, for instance ``csv.gz``. The ``numbers`` of the run are not among them.
    """
    name = PurePosixPath(receipt["file_name"])
    return {
        "run_moment": datetime.fromisoformat(receipt["run_moment"]),
        "export": context["ti"].dag_id,
        "run_id": context["ti"].run_id,
        "file_name": name.name,
        "extension": "".join(name.suffixes).lstrip("."),
    }


def numbers(path: str, variables: Variables, store: Store) -> dict[str, int]:
    """Return those numbers of the run that ``path`` mentions; they are given at the first try."""
    export, run_id, moment = variables["export"], variables["run_id"], variables["run_moment"]
    series = {"run_number": f"{export}", "sequence": f"{export}@{moment:%Y-%m-%d}"}
    wanted = sorted(mentioned(path, series))
    return {name: store.number(series[name], str(run_id)) for name in wanted}
