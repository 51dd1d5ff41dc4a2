"""Write a commented export file to start from.

It lists every field of the data model, one a line, and the options with their defaults. It does
not run by itself until its schedule is changed.

Examples:
  antavo-export new weekly_customers --model customers
  antavo-export new lost_coupons --model coupons --folder export_configs/marketing
"""

import sys
from argparse import ArgumentParser, Namespace

from antavo_export.catalog import load_catalog
from antavo_export.cli.draft import draft
from antavo_export.cli.environment import catalog_overlays, configs_folder
from antavo_export.cli.new_file import add_folder, create, schema_line


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the id, the data model and the folder."""
    parser.add_argument("id", metavar="ID", help="the export's id: letters, digits, _ and -")
    parser.add_argument(
        "--model", metavar="MODEL", required=True, help="the data model, see antavo-export models"
    )
    add_folder(parser, default=configs_folder(), called="%(default)s")


def run(arguments: Namespace) -> int:
    """Write the file and print its path."""
    catalog = load_catalog(catalog_overlays())
    text = schema_line(arguments.folder) + draft(arguments.id, catalog.model(arguments.model))
    file = create(arguments.id, text, arguments.folder, catalog)
    sys.stdout.write(f"{file}\n")
    return 0
