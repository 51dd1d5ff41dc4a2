"""Whether anything has failed in a run, asked by a task that comes after all others."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator, Context

_FAILED: Final = frozenset({"failed", "upstream_failed"})


def has_failed(operator: "BaseOperator", context: "Context") -> bool:
    """Return whether a task right before ``operator`` has failed; all of them must have ended.

    Airflow itself is asked: a task whose worker was killed has left no word of its own.
    """
    task = context["ti"]
    before = sorted(operator.upstream_task_ids)
    states = task.get_task_states(dag_id=task.dag_id, task_ids=before, run_ids=[task.run_id])
    return not _FAILED.isdisjoint(states.get(task.run_id, {}).values())
