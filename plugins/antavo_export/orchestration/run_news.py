"""What there is to tell of the run that a task belongs to."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from antavo_export.config.export import Export
from antavo_export.config.words import target_in_words
from antavo_export.orchestration.failing_fast import FAILURE
from antavo_export.orchestration.mail import News
from antavo_export.orchestration.settings import base_url

if TYPE_CHECKING:
    from airflow.sdk import Context


def news_of(
    export: Export | None,
    context: "Context",
    reporting: Sequence[str],
    *,
    failing: Sequence[str] = (),
) -> News:
    """Return how the run ended.

    Args:
        export: What was exported; None when the conf of a one-off run does not say it right.
        context: The context of the task that tells.
        reporting: The tasks whose results are told: what extracts, then what delivers. One that
            is mapped reports everything its instances did.
        failing: The tasks that may have failed; none when all is well.
    """
    run, (extract, *deliver) = context["dag_run"], reporting
    conf = run.conf or {}
    results = {task: _said(context, task, "return_value") for task in (extract, *deliver)}
    return News(
        name=export.config.name if export else str(conf.get("name")),
        model=export.model.label if export else str(conf.get("model")),
        base_url=base_url(),
        export_id=run.dag_id,
        run_id=run.run_id,
        targets=[target_in_words(target) for target in export.config.targets] if export else [],
        receipt=next(iter(results[extract]), None),
        deliveries=[delivery for task in deliver for delivery in results[task]],
        failures=dict(_failures(context, failing)) if failing else {},
    )


def _failures(context: "Context", tasks: Sequence[str]) -> Iterator[tuple[str, str]]:
    told = [(task, _said(context, task, FAILURE)) for task in tasks]
    yield from ((task, "\n".join(messages)) for task, messages in told if messages)
    if not any(messages for _, messages in told):
        yield "a task", "It ended without a message; its log says more."


def _said(context: "Context", task_id: str, key: str) -> list[Any]:
    """Return what a task left under ``key``, once for each of its instances."""
    found = context["ti"].xcom_pull(task_ids=task_id, key=key)
    return found if isinstance(found, list) else [] if found is None else [found]
