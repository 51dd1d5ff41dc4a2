"""``make bench``: every tool on every work, interleaved, as ratios to psql in the same round.

``BENCH_ROWS`` (5 000 000), ``BENCH_ROUNDS`` (5), ``BENCH_WORKS`` (ABCDEF) and ``BENCH_TOOLS`` say
what is measured; ``BENCH_OUT`` (docs) where the results go.
"""

import os
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

from bench.measure import Measurement, measure
from bench.report import write_report
from bench.server import HOME, bench_server, events_of, psql_program
from bench.tools import PSQL, TOOLS
from demo.postgres import Postgres

_ROWS: Final = int(os.environ.get("BENCH_ROWS", "5000000"))
_ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "5"))
_WORKS: Final = os.environ.get("BENCH_WORKS", "ABCDEF")
_TOOLS: Final = os.environ.get("BENCH_TOOLS", ",".join(TOOLS)).split(",")
_OUT: Final = Path(os.environ.get("BENCH_OUT", "docs"))
_FEW_ROUNDS: Final = {"pandas": 1, "polars": 3}  # they take minutes, and nothing is close there

Results = defaultdict[tuple[str, str], list[Measurement]]


def main() -> None:
    """Measure and write the report."""
    if "psql" not in _TOOLS:
        raise SystemExit("BENCH_TOOLS must name psql, to which all others are compared")
    os.environ[PSQL] = str(psql_program())
    scratch = HOME / "out"
    results: Results = defaultdict(list)
    refused: dict[tuple[str, str], str] = {}
    with bench_server() as server:
        uri, postmaster = events_of(server, _ROWS), _postmaster(server)
        for number in range(_ROUNDS):
            for work in _WORKS:
                _round(number, work, uri, postmaster, scratch, results, refused)
    write_report(results, refused, _ROWS, _OUT)


def _postmaster(server: Postgres) -> int:
    return int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])


def _round(  # noqa: PLR0913, PLR0917 - one loop's variables
    number: int,
    work: str,
    uri: str,
    postmaster: int,
    scratch: Path,
    results: Results,
    refused: dict[tuple[str, str], str],
) -> None:
    """Run every tool once, in the opposite order every other round."""
    for tool in _TOOLS[:: -1 if number % 2 else 1]:
        if number >= _FEW_ROUNDS.get(tool, _ROUNDS) or (tool, work) in refused:
            continue
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        found = measure(tool, work, uri, scratch.resolve() / "out", postmaster)
        if isinstance(found, str):
            refused[tool, work] = found
            sys.stderr.write(f"{work} {tool:22} {found}\n")
        else:
            results[tool, work].append(found)
            sys.stderr.write(
                f"{work} {tool:22} {found.seconds:7.2f} s {found.rss_mb:6.0f} MB"
                f" client {found.client_cpu:6.1f} server {found.server_cpu:6.1f}"
                f" foreign {found.foreign:4.0%}\n"
            )
    shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
