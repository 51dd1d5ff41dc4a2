"""What is measured: our engine, psql, and the tools people would use instead.

Each runs in a process of its own, ``python -m bench.tools <tool> <work> <uri> <file>``, so that
processor time and memory are those of its process tree. It prints the seconds the work took;
starting Python and importing the tool are not counted, our reader processes are.
"""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from bench.works import MOMENT, WORKS, Work

Prepared = Callable[[], object]
PSQL: Final = "BENCH_PSQL"  # environment variable with the path of the program


def antavo(work: Work, uri: str, out: Path, readers: int) -> Prepared:
    """Our whole pipeline: statement, checksum, counts, store."""
    import psycopg  # noqa: PLC0415 - each tool imports what it needs and nothing else

    from antavo_export.pipeline.extract import extract  # noqa: PLC0415
    from antavo_export.pipeline.store import LocalStore  # noqa: PLC0415

    export = work.export(out.parent, readers)
    store = LocalStore(out.parent / "store")
    connect = partial(psycopg.connect, uri)
    return partial(extract, export, MOMENT, connect=connect, store=store, run_id="bench")


def psql(work: Work, uri: str, out: Path) -> Prepared:
    r"""``\copy`` of the same query, through ``gzip -6`` where the work asks for an archive."""
    target = f"PROGRAM 'gzip -6 > {out}'" if work.letter == "F" else f"'{out}'"
    copy = work.copy(out.parent).removeprefix("COPY ").replace("TO STDOUT", f"TO {target}")
    program = [os.environ[PSQL], "-qX", "-v", "ON_ERROR_STOP=1", uri]
    script = f"\\copy {copy}\n".encode()
    return partial(subprocess.run, program, input=script, check=True)


def copy_expert(work: Work, uri: str, out: Path) -> Prepared:
    """What `PostgresHook.copy_expert` of the provider does with psycopg 3; it does not compress."""
    if work.letter == "F":
        raise SystemExit("not offered")
    import psycopg  # noqa: PLC0415

    def run() -> None:
        with (
            psycopg.connect(uri) as connection,
            connection.cursor() as cursor,
            out.open("wb") as file,
            cursor.copy(work.copy(out.parent).encode()) as copy,
        ):
            for data in copy:
                file.write(data)

    return run


def duckdb(work: Work, uri: str, out: Path) -> Prepared:
    """DuckDB with its postgres extension, from the package it comes in."""
    import duckdb as duck  # noqa: PLC0415
    import duckdb_extension_postgres_scanner as package  # noqa: PLC0415

    (extension,) = Path(package.__file__).parent.rglob("*.duckdb_extension")
    connection = duck.connect(config={"allow_unsigned_extensions": "true"})
    connection.execute(f"LOAD '{extension}'")
    options = {
        "D": "(FORMAT csv, HEADER, DELIMITER ';', QUOTE '''', ESCAPE '''', NEW_LINE '\\r\\n')",
        "E": "(FORMAT json)",
        "F": "(FORMAT csv, HEADER, COMPRESSION gzip)",
    }.get(work.letter, "(FORMAT csv, HEADER)")
    source = "SELECT * FROM pg.bench.events"
    if work.letter in "BC":
        source = f"SELECT * FROM postgres_query('pg', $q${work.natural}$q$)"  # noqa: S608 - ours

    def run() -> None:
        connection.execute(f"ATTACH '{uri}' AS pg (TYPE postgres, READ_ONLY)")
        connection.execute(f"COPY ({source}) TO '{out}' {options}")

    return run


def polars(work: Work, uri: str, out: Path) -> Prepared:
    """ConnectorX reads everything, Polars writes it."""
    import connectorx  # noqa: F401, PLC0415 - imported late by Polars, which must not count
    import polars as pl  # noqa: PLC0415

    def run() -> None:
        frame: Any = pl.read_database_uri(work.natural, uri, engine="connectorx")
        if work.letter == "E":
            frame.write_ndjson(out)
        elif work.letter == "D":
            frame.write_csv(out, separator=";", quote_char="'", line_terminator="\r\n")
        elif work.letter == "F":
            with gzip.open(out, "wb", 6) as file:
                frame.write_csv(file)
        else:
            frame.write_csv(out)

    return run


def pandas(work: Work, uri: str, out: Path) -> Prepared:
    """Chunk after chunk, as Airflow's `SqlToS3Operator` does."""
    import pandas as pd  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415

    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    options: dict[str, Any] = {"index": False}
    if work.letter == "D":
        options |= {"sep": ";", "quotechar": "'", "lineterminator": "\r\n"}
    if work.letter == "F":
        options["compression"] = "gzip"

    def run() -> None:
        with engine.connect().execution_options(stream_results=True) as connection:
            chunks = pd.read_sql_query(work.natural, connection, chunksize=100_000)
            for number, chunk in enumerate(chunks):
                mode: Any = "a" if number else "w"
                if work.letter == "E":
                    chunk.to_json(out, orient="records", lines=True, mode=mode)
                else:
                    chunk.to_csv(out, mode=mode, header=not number, **options)

    return run


def airflow_postgres_csv(work: Work, uri: str, out: Path) -> Prepared:
    """The operator of the package of that name; it offers neither CRLF nor JSON."""
    if work.letter in "DE":
        raise SystemExit("not offered")
    os.environ["AIRFLOW_CONN_BENCH"] = uri
    from airflow_postgres_csv import PostgresToCsvOperator  # noqa: PLC0415

    operator = PostgresToCsvOperator(
        task_id="bench",
        conn_id="bench",
        csv_file_path=str(out),
        sql=work.query(out.parent),
        compression="gzip" if work.letter == "F" else None,
    )
    return partial(operator.execute, {})


TOOLS: Final[dict[str, Callable[[Work, str, Path], Prepared]]] = {
    "psql": psql,
    "antavo-export-1": partial(antavo, readers=1),
    "antavo-export-2": partial(antavo, readers=2),
    "copy_expert": copy_expert,
    "airflow-postgres-csv": airflow_postgres_csv,
    "duckdb": duckdb,
    "polars": polars,
    "pandas": pandas,
}


def main() -> None:
    """Run one tool on one work."""
    tool, work, uri, out = sys.argv[1:]
    run = TOOLS[tool](WORKS[work], uri, Path(out))
    began = time.perf_counter()
    run()
    sys.stdout.write(f"\nseconds {time.perf_counter() - began:.4f}\n")


if __name__ == "__main__":
    main()
