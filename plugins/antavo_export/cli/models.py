"""List the data models, or the fields of one of them.

"Computed" fields are derived when they are read: they can be exported and filtered, but not
aggregated. A star in a name stands for any attribute: properties.* offers properties.shoe_size.

Examples:
  antavo-export models
  antavo-export models customers
  antavo-export models customers --json
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from antavo_export.catalog import Catalog, DataModel, Field, load_catalog
from antavo_export.cli.environment import catalog_overlays
from antavo_export.cli.table import table
from antavo_export.cli.terminal import output_width
from antavo_export.expressions.operators import operators_of


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the name and the form of the answer."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="one data model (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def run(arguments: Namespace) -> int:
    """Print the list."""
    catalog = load_catalog(catalog_overlays())
    if arguments.json:
        sys.stdout.write(f"{json.dumps(_data(catalog, arguments.name), ensure_ascii=False)}\n")
    elif arguments.name is None:
        sys.stdout.write(_overview(catalog))
    else:
        sys.stdout.write(_description(catalog.model(arguments.name)))
    return 0


def _overview(catalog: Catalog) -> str:
    models = [catalog.model(name) for name in catalog.names]
    rows = [
        (model.name, model.label, str(len(model.declared)), model.description) for model in models
    ]
    return table(("model", "label", "fields", "what it holds"), rows, width=output_width())


def _description(model: DataModel) -> str:
    head = f"{model.label}: {model.description}\nTable {'.'.join(model.table)}, key {model.key}\n\n"
    titles = ("field", "type", "mandatory", "computed", "possible values", "description")
    return head + table(titles, map(_row, model.declared), width=output_width())


def _row(field: Field) -> tuple[str, ...]:
    values = ", ".join((*field.values, *(["…"] if field.open else []))) or field.format
    mandatory = "yes" if field.mandatory else field.mandatory_for
    computed = "yes" if field.computed else ""
    return field.name, field.type.value, mandatory, computed, values, field.description


def _data(catalog: Catalog, name: str | None) -> object:
    if name is not None:
        return _model_data(catalog.model(name))
    return [_model_data(catalog.model(one)) for one in catalog.names]


def _model_data(model: DataModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "label": model.label,
        "description": model.description,
        "table": ".".join(model.table),
        "key": model.key,
        "fields": [_field_data(field) for field in model.declared],
    }


def _field_data(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type.value,
        "values": list(field.values),
        "open": field.open,
        "format": field.format,
        "mandatory": field.mandatory,
        "mandatory_for": field.mandatory_for,
        "computed": field.computed,
        "read_only": field.read_only,
        "description": field.description,
        "operators": [operator.name for operator in operators_of(field.type)],
    }
