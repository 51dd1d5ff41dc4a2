"""Show what an export file says in the end, and where each value comes from.

A value may stand in the file, in a _defaults.yaml of its folders, or be the product's own default.

Examples:
  antavo-export explain export_configs/weekly_active_customers.yaml
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from antavo_export.cli.arguments import add_file, loaded
from antavo_export.cli.table import table
from antavo_export.config.layered_source import LayeredSource, layered

_OWN_DEFAULT = "default"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the file."""
    add_file(parser)


def run(arguments: Namespace) -> int:
    """Print one line for every value."""
    export = loaded(arguments.file)
    source = layered(arguments.file)
    resolved = export.config.model_dump(mode="json", by_alias=True)
    sys.stdout.write(table(("Value", "Is", "From"), _values(resolved, source, ())))
    return 0


def _values(
    section: Mapping[str, Any], source: LayeredSource, where: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    for key, value in section.items():
        place = (*where, key)
        if isinstance(value, dict) and value:
            yield from _values(value, source, place)
        else:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield ".".join(place), text, _origin(source, place)


def _origin(source: LayeredSource, place: tuple[str, ...]) -> str:
    if not any(layer.holds(place) for layer in source.layers):
        return _OWN_DEFAULT
    file, line = source.locate(place)
    return f"{file}:{line}"
