"""Write an export's file.

The file appears under its name whole or not at all, in place of one that is there. Its receipt
goes to stdout as JSON; every number in it was counted from the bytes that were written. Targets
are left alone: delivering is what Airflow does.

Examples:
  antavo-export run export_configs/weekly_active_customers.yaml --output weekly.csv
  antavo-export run weekly.yaml --output /tmp/ --at 2026-03-01T05:00 | jq .rows
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime
from os.path import lexists
from pathlib import Path

from antavo_export.cli.arguments import add_at, add_database, add_file, loaded
from antavo_export.cli.database import connector
from antavo_export.cli.errors import UsageError
from antavo_export.cli.moment import moment_at
from antavo_export.cli.output_file import extracted_to
from antavo_export.cli.progress_line import ProgressLine
from antavo_export.config.export import Export
from antavo_export.pipeline.extract import default_file_name


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the file, where it goes, the run moment and the database."""
    add_file(parser)
    parser.add_argument(
        "--output",
        metavar="PATH",
        type=Path,
        required=True,
        help="the file to write, or a folder to write it into under its own name",
    )
    add_at(parser)
    add_database(parser)


def run(arguments: Namespace) -> int:
    """Write the file and print its receipt; a terminal sees how far it is."""
    export = loaded(arguments.file)
    moment = moment_at(arguments.at, export.config.zone)
    connect = connector(arguments.database, export.config.connection)
    path = _path(arguments.output, export, moment)
    with ProgressLine(sys.stderr) as line:
        line.show("reading ...")
        receipt = extracted_to(path, export, moment, connect=connect, progress=line.show)
        line.end(f"{receipt.rows:,} rows, {receipt.bytes:,} bytes in {path}")
    sys.stdout.write(f"{json.dumps(receipt.as_dict(), ensure_ascii=False, indent=2)}\n")
    return 0


def _path(output: Path, export: Export, moment: datetime) -> Path:
    path = output / default_file_name(export, moment) if output.is_dir() else output
    if not path.parent.is_dir():
        raise UsageError(f"--output: there is no folder {path.parent}")
    if lexists(path) and (path.is_symlink() or not path.is_file()):
        # The rename would replace the link, pipe or device itself; as root even /dev/stdout.
        raise UsageError(f"--output: {path} is a link, a pipe or a device; name a file or a folder")
    return path.absolute()
