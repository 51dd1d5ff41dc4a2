"""One reading of a folder of configurations, in a process of its own; prints what it took.

``python -m bench.factory_probe {ours|dag-factory} FOLDER``. What Airflow's own processes have
imported before they read a DAG file is imported first, set aside from the garbage collector as they
do before they fork, and not counted. With
``_AIRFLOW_PARSING_CONTEXT_DAG_ID`` set it is what the process of a task does.
"""

import gc
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import airflow.dag_processing.dagbag
import airflow.sdk.execution_time.task_runner  # noqa: F401 - loaded, as said above
from airflow.sdk import DAG


@dataclass(frozen=True)
class Reading:
    """What one reading took: seconds of this process, on the clock, and memory."""

    dags: int
    import_cpu: float
    import_wall: float
    build_cpu: float
    build_wall: float
    extra_mb: float
    peak_mb: float


def main(tool: str, folder: Path) -> None:
    """Read and print."""
    gc.collect()
    gc.freeze()
    before = _peak_mb()
    start = _clocks()
    if tool == "ours":
        from antavo_export.orchestration.factory import build_dags  # noqa: PLC0415 - measured

        imported = _clocks()
        found: dict[str, object] = dict(build_dags(folder))
    else:
        # Not among the project's packages, and without types.
        from dagfactory import load_yaml_dags  # type: ignore[import-not-found]  # noqa: PLC0415

        imported = _clocks()
        found = {}
        load_yaml_dags(globals_dict=found, dags_folder=str(folder))
    end = _clocks()
    ours = (each for each in found.values() if isinstance(each, DAG))
    dags = sum(each.dag_id.startswith("bench_") for each in ours)
    peak = _peak_mb()
    (import_cpu, import_wall), (build_cpu, build_wall) = _passed(start, imported, end)
    reading = Reading(dags, import_cpu, import_wall, build_cpu, build_wall, peak - before, peak)
    sys.stdout.write(json.dumps(asdict(reading)))


def _clocks() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _passed(*moments: tuple[float, float]) -> list[tuple[float, float]]:
    pairs = pairwise(moments)
    return [(later[0] - sooner[0], later[1] - sooner[1]) for sooner, later in pairs]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
