"""Arguments that several commands share."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from antavo_export.catalog import load_catalog
from antavo_export.cli.environment import catalog_overlays
from antavo_export.config.export import Export
from antavo_export.config.loader import load_export


def add_file(parser: ArgumentParser) -> None:
    """Declare the export file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the export's YAML file")


def add_at(parser: ArgumentParser) -> None:
    """Declare the run moment."""
    parser.add_argument(
        "--at",
        metavar="INSTANT",
        help="the run moment that relative dates are counted from, ISO 8601; without an offset "
        "in the export's time zone (default: now)",
    )


def add_database(parser: ArgumentParser) -> None:
    """Declare the database."""
    parser.add_argument(
        "--database",
        metavar="URI",
        help="the database, as libpq takes it; leave the password to ~/.pgpass or PGPASSWORD "
        "(default: the export's Airflow connection, from AIRFLOW_CONN_ANTAVO or the like)",
    )


def at_least_one(text: str) -> int:
    """Return the whole number that ``text`` is.

    Raises:
        ArgumentTypeError: it is none, or less than one.
    """
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"'{text}' is no whole number of at least 1")
    return int(text)


def loaded(file: Path) -> Export:
    """Return the export in ``file``.

    Raises:
        ConfigError: with every mistake in it.
    """
    return load_export(file, load_catalog(catalog_overlays()))
