"""Does the field mapping make sense for the data model: fields, titles, aggregation, values."""

from collections.abc import Iterable, Iterator, Sequence

from antavo_export.catalog import DataModel, Field
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.filter_checks import Finding, Where, possible_values
from antavo_export.config.scalars import Scalar
from antavo_export.errors import UnknownFieldError, did_you_mean
from antavo_export.expressions.aggregates import AGGREGATES, GROUP
from antavo_export.expressions.values import InvalidValueError, Value, parse_value
from antavo_export.field_types import FieldType

_TEXT_KEYS = frozenset({FieldType.LIST, FieldType.JSON})


def check_mappings(
    model: DataModel, mappings: Sequence[tuple[Where, FieldMapping]], *, aggregate: bool
) -> Iterator[Finding]:
    """Yield everything wrong with the columns, each at its place in the file."""
    for where, mapping in mappings:
        try:
            field = model.field(mapping.from_)
        except UnknownFieldError as error:
            yield (*where, "from"), str(error)
            continue
        problem = _aggregation_problem(mapping, field, aggregate=aggregate)
        if problem:
            yield (*where, "aggregation"), problem
        else:
            yield from _check_replace(where, mapping, field)
    yield from _repeated_titles(mappings)
    if aggregate and mappings and all(m.aggregation != GROUP for _, m in mappings):
        yield ("fields",), "aggregate: true needs at least one field with aggregation: group"


def result_type(mapping: FieldMapping, field: Field) -> FieldType:
    """Return the type of the column's values before replace and default."""
    if mapping.aggregation is None:
        return field.type
    return AGGREGATES[mapping.aggregation].result_type(field.type)


def replace_type(type_: FieldType) -> FieldType:
    """Return the type that replace keys are compared as: lists and json as their text."""
    return FieldType.STRING if type_ in _TEXT_KEYS else type_


def _aggregation_problem(mapping: FieldMapping, field: Field, *, aggregate: bool) -> str:
    name = mapping.aggregation
    if not aggregate:
        return "" if name is None else "aggregation needs aggregate: true at the top of the file"
    if name is None:
        return f"with aggregate: true every field needs one of {', '.join(AGGREGATES)}"
    if name not in AGGREGATES:
        return f"'{name}' is no aggregation{did_you_mean(name, AGGREGATES)}"
    if field.computed:
        return f"'{field.name}' is computed when it is read and cannot be aggregated"
    if field.type not in AGGREGATES[name].types:
        usable = " or ".join(a.name for a in AGGREGATES.values() if field.type in a.types)
        return f"{name} does not work on '{field.name}', a field of type {field.type}; use {usable}"
    return ""


def _check_replace(where: Where, mapping: FieldMapping, field: Field) -> Iterator[Finding]:
    type_ = result_type(mapping, field)
    choices = possible_values(field) if type_ is field.type else ()
    seen: dict[Value, Scalar] = {}
    for key in mapping.replace:
        is_empty = key is None or key == ""  # stands for the empty value of any type
        place = (*where, "replace") if is_empty else (*where, "replace", str(key))
        try:
            value = "" if is_empty else parse_value(replace_type(type_), key, choices)
        except InvalidValueError as error:
            yield place, f"{error}; the keys are stored values"
            continue
        if value in seen:
            same = f"{_said(key)} is the same stored value as {_said(seen[value])}"
            yield place, f"{same}; keep one"
        seen.setdefault(value, key)


def _said(key: Scalar) -> str:
    return "null" if key is None else f"'{key}'"


def _repeated_titles(mappings: Iterable[tuple[Where, FieldMapping]]) -> Iterator[Finding]:
    seen: dict[str, Where] = {}
    for where, mapping in mappings:
        if mapping.title in seen:
            place = ".".join(map(str, seen[mapping.title]))
            key = "from" if mapping.to is None else "to"
            yield (*where, key), f"the title '{mapping.title}' is already used by {place}"
        seen.setdefault(mapping.title, where)
