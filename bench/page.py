"""How long the Exports page's list takes with 100,000 runs in Airflow's database.

    python -m bench.page [RUNS]

Airflow's tables are made in an embedded Postgres and filled with runs of 200 exports and of the
one-off DAG, each with a receipt. Airflow's own application is then asked in this process, login
and JSON included; what a browser and a network add is not measured.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

from demo.postgres import Postgres
from tests.fixtures.ports import free_port

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT: Final = Path(__file__).resolve().parents[1]
SEED: Final = Path(__file__).with_name("page_seed.sql")
RUNS: Final = 100_000
ASKED: Final = 25
QUESTIONS: Final[Mapping[str, dict[str, Any]]] = {
    "newest first": {},
    "oldest first": {"sort": "created_at"},
    "by name": {"sort": "name"},
    "by name, page 2,000": {"sort": "name", "page": 2000},
    "by name, last page": {"sort": "name", "page": 4000},
    "page 2,000": {"page": 2000},
    "search, many found": {"search": "Export 1"},
    "search, who created it": {"search": "user 17"},
    "search, one found": {"search": "One-off 77770"},
    "search, none found": {"search": "no such export"},
    "one model": {"model": "coupons"},
    "one target": {"target": "ftps"},
    "failed": {"status": "failed"},
    "model, target, status, name": {
        "model": "events",
        "target": "sftp",
        "status": "finished",
        "search": "Export 1",
        "sort": "name",
    },
}


def main(runs: int) -> None:
    """Print how long each question takes."""
    with tempfile.TemporaryDirectory() as name, _metadata_database(Path(name)) as server:
        _configure(Path(name), server)
        subprocess.run(  # our own interpreter and arguments
            [sys.executable, "-m", "airflow", "db", "migrate"], check=True, capture_output=True
        )
        with psycopg.connect(server.uri("airflow")) as connection:
            for statement in SEED.read_text(encoding="utf-8").split(";\n"):
                connection.execute(statement.encode(), {"runs": runs})
        with psycopg.connect(server.uri("airflow"), autocommit=True) as connection:
            connection.execute("ANALYZE")
        api = _api()
        print(f"{runs:,} runs; {ASKED} answers each, in ms:")  # noqa: T201 - what it is for
        for question, parameters in QUESTIONS.items():
            median, best = _times(partial(_total, api, parameters))
            found = f"{_total(api, parameters):,} found"
            print(f"{question:28} {found:14} median {median:6.0f}  best {best:6.0f}")  # noqa: T201


@contextmanager
def _metadata_database(folder: Path) -> Iterator[Postgres]:
    folder.chmod(0o755)  # the server may run as another account
    server = Postgres(folder / "postgres", free_port(), "of-this-measurement")
    server.start()
    try:
        server.create_database("airflow")
        yield server
    finally:
        server.stop()


def _configure(folder: Path, server: Postgres) -> None:
    """Set Airflow up, before anything of it is imported."""
    uri = server.uri("airflow").replace("postgresql:", "postgresql+psycopg2:", 1)
    os.environ.update(
        AIRFLOW_HOME=str(folder / "airflow"),
        AIRFLOW__CORE__PLUGINS_FOLDER=str(ROOT / "plugins"),
        AIRFLOW__CORE__DAGS_FOLDER=str(folder / "dags"),
        AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=uri,
        AIRFLOW__API_AUTH__JWT_SECRET="of this measurement" * 4,
        AIRFLOW__LOGGING__LOGGING_LEVEL="ERROR",
    )


def _api() -> "TestClient":
    from airflow.api_fastapi.app import create_app, get_auth_manager  # noqa: PLC0415
    from airflow.api_fastapi.auth.managers.simple.user import (  # noqa: PLC0415
        SimpleAuthManagerUser,
    )
    from starlette.testclient import TestClient  # noqa: PLC0415

    app = create_app(apps="core")
    token = get_auth_manager().generate_jwt(SimpleAuthManagerUser(username="me", role="USER"))
    headers = {"Authorization": f"Bearer {token}"}
    return TestClient(app, base_url="http://bench/antavo-export", headers=headers)


def _total(api: "TestClient", parameters: dict[str, Any]) -> int:
    answer = api.get("/api/runs", params=parameters).raise_for_status()
    return int(answer.json()["total"])


def _times(ask: Callable[[], object]) -> tuple[float, float]:
    """Return the median and the best of several answers, in milliseconds."""
    ask()  # the first answer fills caches
    seconds = []
    for _ in range(ASKED):
        began = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - began)
    return 1000 * statistics.median(seconds), 1000 * min(seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
