"""What the page shows of a run: plain data, in the words of the field."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from antavo_export.config.folder import RESERVED
from antavo_export.errors import Mistake
from antavo_export.orchestration.export_dag import MODEL_TAG, TARGET_TAG
from antavo_export.orchestration.failing_fast import FAILURE
from antavo_export.orchestration.progress_report import PROGRESS
from antavo_export.pipeline.store.names import folder_name
from antavo_export.ui.history import STATES, RunRow, created_at

STATUSES: Final = {state: status for status, state in STATES.items()}


def run_view(row: RunRow, tags: set[str]) -> dict[str, Any]:
    """Return one entry of the list.

    ``created_at`` is ISO 8601 in UTC; ``bytes`` is the size of the file as stored.
    """
    run = row.run
    conf = run.conf if run.dag_id == RESERVED and run.conf else {}
    receipt = receipt_of(row) or {}
    return {
        "export": run.dag_id,
        "run_id": run.run_id,
        "name": _text(conf, "name") or row.name,
        "created_at": created_at(run).isoformat(),
        "created_by": run.triggering_user_name or row.owner,
        "scheduled": run.run_type != "manual",
        "model": _text(conf, "model") or next(iter(tagged(tags, MODEL_TAG)), ""),
        "targets": _targets_of(conf) or tagged(tags, TARGET_TAG),
        "status": STATUSES.get(run.state or "", "pending"),
        "rows": receipt.get("rows"),
        "bytes": receipt.get("bytes"),
        "progress": _progress(row),
    }


def _text(conf: Mapping[str, Any], key: str) -> str:
    """Return a text of a conf, which may hold anything until its run has checked it."""
    value = conf.get(key)
    return value if isinstance(value, str) else ""


def receipt_of(row: RunRow) -> Mapping[str, Any] | None:
    """Return the receipt of the run's file, once there is one.

    A receipt that names the file of another run is none: Airflow lets people who may edit XComs of
    one export write there what they like, and rows of another are not theirs.
    """
    value = row.results.get("extract", {}).get("return_value")
    if not isinstance(value, Mapping):
        return None
    place = unquote(str(value.get("uri"))).split("/")[-3:]
    own = [folder_name(row.run.dag_id), folder_name(row.run.run_id), value.get("file_name")]
    return value if place == own else None


def deliveries_of(row: RunRow) -> list[Mapping[str, Any]]:
    """Return the deliveries made so far, by task."""
    return [
        values["return_value"]
        for task, values in sorted(row.results.items())
        if task.startswith("deliver") and isinstance(values.get("return_value"), Mapping)
    ]


def failures_of(row: RunRow) -> list[dict[str, Any]]:
    """Return what the tasks said when they failed, in plain words."""
    return [
        {"task": task, "message": str(values[FAILURE])}
        for task, values in sorted(row.results.items())
        if FAILURE in values
    ]


def _progress(row: RunRow) -> Any:  # noqa: ANN401 - JSON as the task wrote it
    return row.results.get("extract", {}).get(PROGRESS)


def mistake_view(mistake: Mistake, root: Path | None = None) -> dict[str, Any]:
    """Return one mistake of an export's file, which is named from ``root`` on."""
    inside = root is not None and mistake.file.is_relative_to(root)
    return {
        "file": str(mistake.file.relative_to(root) if root and inside else mistake.file),
        "line": mistake.line,
        "where": mistake.where,
        "message": mistake.message,
    }


def tagged(tags: set[str], prefix: str) -> list[str]:
    """Return what follows ``prefix`` in the tags that start with it, sorted."""
    return sorted(tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix))


def _targets_of(conf: Mapping[str, Any]) -> list[str]:
    target = conf.get("target")
    targets = target if isinstance(target, list) else [target]
    return sorted({str(t["type"]) for t in targets if isinstance(t, Mapping) and "type" in t})
