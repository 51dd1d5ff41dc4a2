"""Metrics of runs, as a collector of OpenTelemetry received them over HTTP."""

import atexit
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk._shared.observability.metrics.base_stats_logger import NoStatsLogger
from airflow.sdk._shared.observability.metrics.otel_logger import (
    flush_otel_metrics,
    get_otel_logger,
)
from airflow.sdk.observability import stats
from opentelemetry.metrics import get_meter_provider
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)

from tests.fixtures.collector import Collector, collector
from tests.fixtures.dag_runs import Run

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
TARGET = "target: {type: sftp, connection: partner_sftp, path: /inbox/sent.csv}\n"


@pytest.fixture
def metrics(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """Let Airflow send its metrics to a collector, as ``[metrics] otel_on`` does."""
    with collector() as server:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.url)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        logger: Any = get_otel_logger(host="127.0.0.1", port=server.port, prefix="airflow")
        stats.initialize(factory=lambda: logger, export_legacy_names=False)
        yield server
        stats.initialize(factory=NoStatsLogger, export_legacy_names=False)
        atexit.unregister(flush_otel_metrics)  # there is nobody to send to any more
        provider: Any = get_meter_provider()
        provider.shutdown()


def points(metrics: Collector) -> dict[tuple[str, str], float]:
    """Return the counts and times that arrived, by metric and export, the latest of each."""
    flush: Any = flush_otel_metrics
    flush()  # as Airflow does when a task's process ends
    found: dict[tuple[str, str], float] = {}
    for body in metrics.bodies:
        for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics:
            for metric in (m for scope in resource.scope_metrics for m in scope.metrics):
                counts = [(p, p.as_double or p.as_int) for p in metric.sum.data_points]
                times = [(p, p.sum) for p in metric.exponential_histogram.data_points]
                for point, value in (*counts, *times):
                    tags = {one.key: one.value.string_value for one in point.attributes}
                    found[metric.name, tags.get("export", "")] = value
    return found


def test_rows_bytes_seconds_and_failures_are_counted(
    project: Path, run: Run, metrics: Collector
) -> None:
    (project / "counted.yaml").write_text(STORES + TARGET, encoding="utf-8")
    stopped = "expect: {min_rows: 1000000}\n"
    (project / "stopped.yaml").write_text(STORES + stopped, encoding="utf-8")

    receipt = run("counted").receipt
    run("stopped")

    told = points(metrics)
    name = "airflow.antavo_export"
    assert told[f"{name}.extracted.rows", "counted"] == receipt["rows"]
    assert told[f"{name}.extracted.bytes", "counted"] == receipt["bytes"]
    assert told[f"{name}.delivered.bytes", "counted"] == receipt["bytes"]
    assert told[f"{name}.extracted.time", "counted"] > 0
    assert told[f"{name}.delivered.time", "counted"] > 0
    assert told[f"{name}.failed.unexpectedresulterror", "stopped"] == 1
