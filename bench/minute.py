"""What happens in the minute in which many exports are due, on this machine.

    python -m bench.minute [EXPORTS] [PARALLELISM]        (make bench-minute)

A whole Airflow (LocalExecutor, PARALLELISM tasks at once), a loyalty programme and an SFTP server
are started. All exports, daily, read the same model and deliver to the same server; the minute is a
few minutes ahead, so that Airflow has read their files. Prints how many runs failed or needed a
second try, and how long they waited: nothing is repeated, so what else the machine does shows.
"""

import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg

from demo.loyalty import fill
from demo.postgres import Postgres
from tests.fixtures.airflow_lab import Lab, airflow_lab
from tests.fixtures.dag_runs import sftp_connection
from tests.fixtures.ports import free_port
from tests.fixtures.sftp import running_sftp_server
from tests.fixtures.whole_airflow import wait_for

EXPORTS: Final = 200
PARALLELISM: Final = 4  # twice the cores of the machine this was written on
AHEAD: Final = timedelta(minutes=3)
PATIENCE: Final = 1800
CONFIG: Final = """
name: Minute {number}
model: customers
filters:
  - - {{attribute: status, operator: equals, value: active}}
fields: all
file: {{format: csv, archive: gzip}}
schedule: {{daily: true, at: "{at:%H:%M}"}}
target: {{type: sftp, connection: partner, path: "/{{{{ export }}}}.csv.gz"}}
"""
OUTCOMES: Final = "SELECT state, count(*) FROM dag_run WHERE dag_id LIKE 'minute%' GROUP BY 1"
# Seconds from the minute to the first row read, of waiting in the queue, and to the last byte sent.
WAITS: Final = """
SELECT extract(epoch FROM e.start_date - r.run_after)::float,
    extract(epoch FROM e.start_date - e.queued_dttm)::float,
    extract(epoch FROM d.end_date - r.run_after)::float,
    greatest(e.try_number, d.try_number)
FROM dag_run r
JOIN task_instance e ON e.run_id = r.run_id AND e.dag_id = r.dag_id AND e.task_id = 'extract'
JOIN task_instance d ON d.run_id = r.run_id AND d.dag_id = r.dag_id AND d.task_id = 'deliver'
WHERE r.dag_id LIKE 'minute%'
"""


def main(exports: int = EXPORTS, parallelism: int = PARALLELISM) -> None:
    """Run the minute and print what became of it."""
    with _machine(parallelism) as (lab, partner):
        due = (datetime.now(UTC) + AHEAD).replace(second=0, microsecond=0)
        for number in range(exports):
            text = CONFIG.format(number=number, at=due)
            lab.file(f"minute_{number:03}").write_text(text, encoding="utf-8")
        wait_for(lambda: len(_ours(lab)) == exports, "all DAGs", seconds=AHEAD.total_seconds())
        time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
        wait_for(lambda: _ended(lab) == exports, "all runs", seconds=PATIENCE)
        _print(lab, len(list(partner.iterdir())), parallelism)


@contextmanager
def _machine(parallelism: int) -> Iterator[tuple[Lab, Path]]:
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o711)
        server = Postgres(folder / "postgres", free_port(), secrets.token_hex(16))
        running.callback(server.stop)
        server.start()
        server.create_database("loyalty")
        with psycopg.connect(server.uri("loyalty")) as connection:
            fill(connection)
        (folder / "partner").mkdir()
        partner = running.enter_context(running_sftp_server(folder / "partner"))
        lab = airflow_lab(
            server,
            server.uri("loyalty"),
            folder / "minute",
            {"partner": sftp_connection(partner)},
            CORE__PARALLELISM=parallelism,
            DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL=30,  # Airflow's own
        )
        yield running.enter_context(lab), partner.root


def _ours(lab: Lab) -> list[str]:
    return [dag_id for dag_id in lab.is_stale() if dag_id.startswith("minute")]


def _states(lab: Lab) -> dict[str, int]:
    return dict(lab.database.execute(OUTCOMES).fetchall())


def _ended(lab: Lab) -> int:
    states = _states(lab)
    return states.get("success", 0) + states.get("failed", 0)


def _print(lab: Lab, arrived: int, parallelism: int) -> None:
    begun, queued, delivered, tries = zip(*lab.database.execute(WAITS).fetchall(), strict=True)
    write = sys.stdout.write
    write(f"{os.cpu_count()} cores, LocalExecutor, parallelism {parallelism}\n")
    write(f"runs {_states(lab)}, files {arrived}, runs with a second try ")
    write(f"{sum(number > 1 for number in tries)}\n\n")
    write("| seconds | median | p95 | max |\n|---|---|---|---|\n")
    for name, seconds in (
        ("from the minute to the start of the extraction", begun),
        ("in the executor's queue", queued),
        ("from the minute to the delivered file", delivered),
    ):
        p95 = statistics.quantiles(seconds, n=20)[-1]
        write(f"| {name} | {statistics.median(seconds):.1f} | {p95:.1f} | {max(seconds):.1f} |\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
