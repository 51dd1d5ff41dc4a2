"""The asset of an export: what other DAGs wait for, and where its last delivery is remembered.

An event means that a file has arrived at every target, or that it is ready where there is none.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk import Asset, BaseOperator

if TYPE_CHECKING:
    from airflow.sdk import Context

GROUP: Final = "antavo-export"
# Airflow looks for a provider that knows the scheme of an asset, and imports all of them for that,
# boto3 among them, unless it begins like this: half a second in the process of every task.
SCHEME: Final = f"x-{GROUP}"
_FACTS: Final = ("run_id", "run_moment", "file_name", "rows", "bytes", "sha256")
_LOOK_BACK: Final = 20  # events: a run that is cleared again and again leaves one each time


def asset_of(export_id: str) -> Asset:
    """Return the asset of an export, called like its DAG."""
    return Asset(name=export_id, uri=f"{SCHEME}://exports/{export_id}", group=GROUP)


def describe(operator: BaseOperator, context: "Context", receipt: Mapping[str, Any]) -> None:
    """Attach the facts of the file to the event that Airflow makes when the task succeeds.

    Nothing happens for a task without the asset among its outlets.
    """
    for outlet in operator.outlets:
        context["outlet_events"][outlet].extra = {fact: receipt[fact] for fact in _FACTS}


def rows_delivered_last(operator: BaseOperator, context: "Context") -> int | None:
    """Return the rows of the latest file of another run, None when there was none.

    The operator must have the asset among its inlets; without it there is nothing to ask.
    """
    for inlet in operator.inlets:
        latest = context["inlet_events"][inlet].ascending(ascending=False).limit(_LOOK_BACK)
        for event in latest:
            facts = event.extra or {}
            rows = facts.get("rows")
            if facts.get("run_id") != context["run_id"] and isinstance(rows, int):
                return rows
    return None
