"""From an export and a run moment to a file in the store, and its receipt."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any

from psycopg import Connection

from antavo_export.config.export import Export
from antavo_export.pipeline.archives import encoder_for
from antavo_export.pipeline.database_errors import told_what_to_do
from antavo_export.pipeline.output import Output
from antavo_export.pipeline.progress import Progress, Ticker
from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.plan import plan_reading
from antavo_export.pipeline.reading.read import read
from antavo_export.pipeline.receipt import Receipt
from antavo_export.pipeline.session import Session
from antavo_export.pipeline.stopwatch import StopWatch
from antavo_export.pipeline.store import Store
from antavo_export.pipeline.store.names import LONGEST_NAME
from antavo_export.sql.compiler import compile_export


def extract(  # noqa: PLR0913 - each is a different part of a run, named at the call
    export: Export,
    moment: datetime,
    *,
    connect: Callable[[], Connection[Any]],
    store: Store,
    run_id: str,
    file_name: str | None = None,
    progress: Callable[[Progress], object] | None = None,
    statement_timeout: int = 0,
) -> Receipt:
    """Write the export's rows as of ``moment`` (aware) to ``store`` and return the receipt.

    Everything is read under one snapshot. Safe to repeat and to kill: the file appears whole or
    not at all, and takes the place of an earlier try's.

    Args:
        export: What to read and how to write it.
        moment: The run moment, which relative dates are counted from.
        connect: Opens a connection to the loyalty database.
        store: Where the file goes; it is told of the progress too.
        run_id: The run it belongs to.
        file_name: Its name; by default the export, the run moment and the format's suffix.
        progress: Called every few seconds while rows are read.
        statement_timeout: Milliseconds the server may spend on one statement; 0 is no limit.

    Raises:
        PermanentError: trying again would fail the same way.
        RetriableError: a later try may succeed.
    """
    started, watch = datetime.now(UTC), StopWatch()
    local = moment.astimezone(export.config.zone)
    file_name = file_name or default_file_name(export, moment)
    statement = compile_export(export, moment)
    name = f"antavo-export {export.export_id} {run_id}"
    session = Session(export.config.timezone, name, statement_timeout)
    ticker = Ticker(progress, partial(store.note_progress, export.export_id, run_id))
    with told_what_to_do(f"Airflow connection '{export.config.connection}'"):
        connection = connect()
    with closing(connection), store.create(export.export_id, run_id, file_name) as file:
        output = Output(file.write, encoder_for(export.config.file.archive, file_name, local))
        job = Job(connection, statement, output, ticker, session)
        plan = plan_reading(job, export.config.max_parallel)
        watch.lap("connect")
        rows, readers = read(job, plan)
        output.close()
        watch.lap("read")
    watch.lap("publish")
    return Receipt(
        export_id=export.export_id,
        run_id=run_id,
        file_name=file_name,
        uri=file.uri,
        rows=rows,
        bytes=output.size,
        sha256=output.sha256,
        columns=statement.columns,
        run_moment=local.isoformat(),
        sql_sha256=_sha256(statement.copy().as_string(None)),
        config_sha256=_sha256(export.config.model_dump_json(by_alias=True)),
        started_at=started.isoformat(timespec="milliseconds"),
        seconds=watch.seconds,
        readers=readers,
    )


def default_file_name(export: Export, moment: datetime) -> str:
    """Return ``<export>_<run moment in the export's zone><suffix>``, with a long id cut."""
    stamp = moment.astimezone(export.config.zone).strftime("%Y%m%d_%H%M%S")
    ending = f"_{stamp}{export.config.file.extension}"
    stem = export.export_id.encode()[: LONGEST_NAME - len(ending.encode())]
    return stem.decode(errors="ignore") + ending  # half a character at the cut is dropped


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
