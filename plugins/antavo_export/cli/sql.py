"""Show the statement an export runs.

Prints the one COPY statement, ready for psql. It must run in a session whose time zone is the
export's; the comment above it says which.

Examples:
  antavo-export sql export_configs/weekly_active_customers.yaml
  antavo-export sql export_configs/points_per_customer.yaml --at 2026-03-13T05:00
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime

from antavo_export.cli.arguments import add_at, add_file, loaded
from antavo_export.cli.moment import moment_at
from antavo_export.config.export import Export
from antavo_export.sql.compiler import compile_export


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the file and the run moment."""
    add_file(parser)
    add_at(parser)


def run(arguments: Namespace) -> int:
    """Print the statement."""
    export = loaded(arguments.file)
    sys.stdout.write(readable(export, moment_at(arguments.at, export.config.zone)))
    return 0


def readable(export: Export, moment: datetime) -> str:
    """Return the statement as a script for psql, with a comment that says what it depends on."""
    local = moment.astimezone(export.config.zone)
    statement = compile_export(export, moment).copy().as_string(None)
    return (
        f"-- {export.export_id} as of {local.isoformat(sep=' ')}\n"
        f"-- the session's time zone must be {export.config.timezone}\n"
        f"{statement};\n"
    )
