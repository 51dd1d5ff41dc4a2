"""What many configurations cost Airflow, beside dag-factory, in one run on one machine.

``python -m bench.factory [ROUNDS] [COUNT ...]`` (``make bench-factory``) writes as many files as
each COUNT says, one DAG of three tasks each, and reads them by turns with dag-factory and with us:
all of them, as the DAG processor does, and in the process of one task. Every reading is a process
of its own. Prints the least of the rounds: on a busy machine that is the nearest to what the work
takes. Seconds are of the processor, so what else runs there matters little.

dag-factory is installed once into ``.cache/bench/dag-factory``, over the packages of the project's
own environment, so that both use the same Airflow.
"""

import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.factory_configs import TEMPLATES, dag_id, write_configs
from bench.factory_probe import Reading

ROOT: Final = Path(__file__).resolve().parents[1]
COUNTS: Final = (10, 100, 1_000, 5_000)
ONE_TASK: Final = "_AIRFLOW_PARSING_CONTEXT_DAG_ID"


@dataclass(frozen=True)
class Row:
    """The least that one tool took for one number of configurations."""

    count: int
    tool: str
    every: Reading
    one: Reading


def main(rounds: int = 3, *counts: int) -> None:
    """Measure and print."""
    pythons = {"dag-factory": _python_with_dag_factory(), "ours": Path(sys.executable)}
    with tempfile.TemporaryDirectory() as scratch:
        rows = [
            row
            for count in counts or COUNTS
            for row in _rows(Path(scratch) / str(count), count, rounds, pythons)
        ]
    _print(rows, rounds)


def _rows(folder: Path, count: int, rounds: int, pythons: dict[str, Path]) -> Iterator[Row]:
    for tool in TEMPLATES:
        write_configs(folder / tool, tool, count)
    every: dict[str, list[Reading]] = {tool: [] for tool in pythons}
    one: dict[str, list[Reading]] = {tool: [] for tool in pythons}
    for _ in range(rounds):
        for tool, python in pythons.items():
            every[tool].append(_read(python, tool, folder / tool, {}))
            task = {ONE_TASK: dag_id(count // 2)}
            one[tool].append(_read(python, tool, folder / tool, task))
    for tool in pythons:
        assert all(reading.dags == count for reading in every[tool])  # noqa: S101 - a bench's own check
        yield Row(count, tool, _least(every[tool]), _least(one[tool]))


def _read(python: Path, tool: str, folder: Path, task: dict[str, str]) -> Reading:
    environment = {
        "HOME": os.environ["HOME"],
        "AIRFLOW_HOME": str(folder.parent / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(folder.parent / "dags"),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "DO_NOT_TRACK": "true",  # dag-factory reports its use otherwise
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}",
        **task,
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [python, "-m", "bench.factory_probe", tool, str(folder)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return Reading(**json.loads(done.stdout.splitlines()[-1]))


def _least(readings: list[Reading]) -> Reading:
    names = [field.name for field in fields(Reading)]
    return Reading(**{name: min(getattr(each, name) for each in readings) for name in names})


def _python_with_dag_factory() -> Path:
    folder = ROOT / ".cache" / "bench" / "dag-factory"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True, symlinks=True)
        requirements = str(ROOT / "bench" / "requirements-factory.txt")
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([python, *install, "-r", requirements], check=True)  # noqa: S603 - pinned
        here = Path(sysconfig.get_path("purelib"))
        there = next(folder.glob("lib/python*/site-packages"))
        (there / "project.pth").write_text(f"{here}\n", encoding="utf-8")
    return python


def _print(rows: list[Row], rounds: int) -> None:
    write = sys.stdout.write
    write(f"{rounds} rounds, {os.cpu_count()} cores, {platform.platform()}, ")
    write(f"Python {platform.python_version()}, Airflow {version('apache-airflow')}\n\n")
    write("| DAGs | | all: import s | all: build s | ms per DAG | extra MB ")
    write("| one task: import s | one task: build s | on the clock s |\n")
    write("|---|---|---|---|---|---|---|---|---|\n")
    for row in rows:
        every, one = row.every, row.one
        write(
            f"| {row.count:,} | {row.tool} | {every.import_cpu:.2f} | {every.build_cpu:.2f} "
            f"| {1000 * every.build_cpu / row.count:.2f} | {every.extra_mb:.0f} "
            f"| {one.import_cpu:.2f} | {one.build_cpu:.3f} "
            f"| {one.import_wall + one.build_wall:.2f} |\n"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
