"""Show the first rows of an export, as its file would hold them.

Nothing is written. The number of rows in all is the database's own estimate.

Examples:
  antavo-export preview export_configs/weekly_active_customers.yaml
  antavo-export preview weekly.yaml --rows 50 --at 2026-03-01 --database postgresql://me@db/loyalty
"""

import sys
from argparse import ArgumentParser, Namespace

from antavo_export.cli.arguments import add_at, add_database, add_file, at_least_one, loaded
from antavo_export.cli.database import connector
from antavo_export.cli.moment import moment_at
from antavo_export.cli.table import table
from antavo_export.cli.terminal import output_width
from antavo_export.pipeline.preview import preview


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the file, the number of rows, the run moment and the database."""
    add_file(parser)
    parser.add_argument(
        "--rows",
        metavar="N",
        type=at_least_one,
        default=10,
        help="how many rows to show (default: 10)",
    )
    add_at(parser)
    add_database(parser)


def run(arguments: Namespace) -> int:
    """Print a table of rows on stdout, and on stderr what it was counted from."""
    export = loaded(arguments.file)
    moment = moment_at(arguments.at, export.config.zone)
    connect = connector(arguments.database, export.config.connection)
    found = preview(export, moment, connect=connect, rows=arguments.rows)
    rows = [tuple(cell or "" for cell in row) for row in found.rows]
    sys.stdout.write(table(found.columns, rows, width=output_width()))
    sys.stdout.flush()
    sys.stderr.write(
        f"{len(rows)} of about {max(found.estimate, len(rows)):,} rows"
        f" as of {moment.isoformat(sep=' ', timespec='seconds')}\n"
    )
    return 0
