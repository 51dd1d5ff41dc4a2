"""Print the JSON schema of export files, for editors.

Editors with a YAML language server find it by the first line of an export file:
# yaml-language-server: $schema=../docs/export.schema.json

The data models and their fields are those of the catalogue, overlays included.

Examples:
  antavo-export schema > docs/export.schema.json
"""

import sys
from argparse import ArgumentParser, Namespace

from antavo_export.catalog import load_catalog
from antavo_export.cli.environment import catalog_overlays
from antavo_export.config.json_schema import schema_text


def add_arguments(parser: ArgumentParser) -> None:
    """Declare nothing: there is one schema."""
    del parser


def run(arguments: Namespace) -> int:
    """Print the schema."""
    del arguments
    sys.stdout.write(schema_text(load_catalog(catalog_overlays())))
    return 0
