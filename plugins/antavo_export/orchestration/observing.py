"""What operators of a platform see of a run: one log line and a few metrics for each step.

A line is a word and facts as ``key=value``, the same keys everywhere; a value with a space stands
in double quotes, as in JSON. Metrics go wherever Airflow's own go (statsd, OpenTelemetry, Datadog).
Neither ever holds a value of a row.
"""

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk.observability import stats

if TYPE_CHECKING:
    from airflow.sdk import Context

log = logging.getLogger(__name__)

PREFIX: Final = "antavo_export"
_MILLISECONDS: Final = 1000
_EXTRACTED: Final = ("run_moment", "file_name", "rows", "bytes", "sha256", "readers")
_DELIVERED: Final = ("target", "server", "path", "bytes", "sha256", "verified", "attempts")


def extracted(context: "Context", receipt: Mapping[str, Any]) -> None:
    """Tell of a finished file."""
    seconds = receipt["seconds"]["total"]
    facts = {fact: receipt[fact] for fact in _EXTRACTED}
    log.info("extracted %s", _line(context, **facts, seconds=seconds))
    tags = _tags(context)
    stats.incr(f"{PREFIX}.extracted.files", tags=tags)
    stats.incr(f"{PREFIX}.extracted.rows", receipt["rows"], tags=tags)
    stats.incr(f"{PREFIX}.extracted.bytes", receipt["bytes"], tags=tags)
    stats.timing(f"{PREFIX}.extracted.time", seconds * _MILLISECONDS, tags=tags)


def delivered(context: "Context", delivery: Mapping[str, Any]) -> None:
    """Tell of a file that has arrived."""
    facts = {fact: delivery[fact] for fact in _DELIVERED}
    log.info("delivered %s", _line(context, **facts, seconds=delivery["seconds"]))
    tags = {**_tags(context), "target": delivery["target"]}
    stats.incr(f"{PREFIX}.delivered.files", tags=tags)
    stats.incr(f"{PREFIX}.delivered.bytes", delivery["bytes"], tags=tags)
    stats.timing(f"{PREFIX}.delivered.time", delivery["seconds"] * _MILLISECONDS, tags=tags)


def failed(context: "Context", error: Exception, *, for_good: bool) -> None:
    """Tell of a try that failed; ``for_good`` says that no further try will be made for it.

    The class is part of the metric's name: not everything that collects metrics knows tags.
    """
    kind = type(error).__name__
    log.error("failed %s", _line(context, error=kind, for_good=for_good))
    stats.incr(f"{PREFIX}.failed.{kind}", tags=_tags(context))


def _tags(context: "Context") -> dict[str, str]:
    return {"export": context["ti"].dag_id}


def _line(context: "Context", **facts: object) -> str:
    task = context["ti"]
    whose = {"export": task.dag_id, "run": task.run_id, "task": task.task_id}
    return " ".join(f"{key}={_value(value)}" for key, value in (whose | facts).items())


def _value(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    plain = bool(text) and not any(mark.isspace() or mark in '"=' for mark in text)
    return text if plain else json.dumps(text, ensure_ascii=False)
