"""What pydantic cannot see: whether the parts of a configuration fit the catalogue and each other.

The checks run on every part that is well formed by itself, even when another part is not, so that
one look at the errors shows all there is to mend.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from antavo_export.catalog import DataModel
from antavo_export.config.criterion import Criterion
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.filter_checks import Finding, Where, check_criteria
from antavo_export.config.mapping_checks import check_mappings
from antavo_export.section import Section

S = TypeVar("S", bound=Section)

_JSON_MODEL = "challenges"


def check(model: DataModel, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with a configuration given as plain data, each at its place."""
    aggregate = _is_true(data.get("aggregate"))
    yield from check_criteria(model, list(_criteria(data.get("filters"))))
    if aggregate and data.get("fields") == "all":
        yield ("fields",), "`all` cannot be aggregated; list the fields, each with an aggregation"
    mappings = list(_valid(FieldMapping, data.get("fields"), ("fields",)))
    yield from check_mappings(model, mappings, aggregate=aggregate)
    yield from _check_json(model, data.get("file"))


def _is_true(value: object) -> bool:
    """Read a boolean as pydantic does, ``yes`` and ``on`` included."""
    try:
        return TypeAdapter(bool).validate_python(value)
    except ValidationError:
        return False


def _check_json(model: DataModel, file: object) -> Iterator[Finding]:
    options = file if isinstance(file, Mapping) else {}
    is_json = options.get("format") == "json"
    if model.name == _JSON_MODEL and not is_json:
        yield ("file",), "challenges are exported as JSON only; write file: {format: json}"
    elif is_json and model.name != _JSON_MODEL and not _is_true(options.get("any_model")):
        yield (
            ("file", "format"),
            f"JSON is meant for {_JSON_MODEL}; add any_model: true to use it for {model.name}",
        )


def _criteria(filters: object) -> Iterator[tuple[Where, Criterion]]:
    for index, criteria in enumerate(filters if isinstance(filters, list) else ()):
        yield from _valid(Criterion, criteria, ("filters", index))


def _valid(kind: type[S], items: object, where: Where) -> Iterator[tuple[Where, S]]:
    adapter = TypeAdapter(kind)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        try:
            yield (*where, index), adapter.validate_python(item)
        except ValidationError:
            continue  # reported with the rest of pydantic's findings
