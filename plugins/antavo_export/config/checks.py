"""What pydantic cannot see: whether the parts of a configuration fit the catalogue and each other.

The checks run on every part that is well formed by itself, even when another part is not, so that
one look at the errors shows all there is to mend.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from antavo_export.catalog import DataModel
from antavo_export.config.criterion import Criterion
from antavo_export.config.export_config import File
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.file_checks import check_format, check_texts
from antavo_export.config.filter_checks import Finding, Where, check_criteria
from antavo_export.config.mapping_checks import check_mappings
from antavo_export.config.notice_checks import check_notices
from antavo_export.config.target_checks import check_targets
from antavo_export.formats import FileFormat
from antavo_export.targets import Target

T = TypeVar("T")

_FLAG: Final = TypeAdapter(bool)
_FILE: Final[TypeAdapter[FileFormat]] = TypeAdapter(File)
_TARGET: Final[TypeAdapter[Target]] = TypeAdapter(Target)
_CRITERION: Final = TypeAdapter(Criterion)
_MAPPING: Final = TypeAdapter(FieldMapping)


def check(model: DataModel, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what does not fit the data model in a configuration given as plain data."""
    aggregate = _read(_FLAG, data.get("aggregate")) or False
    yield from check_criteria(model, list(_criteria(data.get("filters"))))
    if aggregate and data.get("fields") == "all":
        yield ("fields",), "all fields cannot be aggregated; list them, each with an aggregation"
    mappings = list(_entries(_MAPPING, data.get("fields"), ("fields",)))
    yield from check_mappings(model, mappings, aggregate=aggregate)
    file = _read(_FILE, data.get("file", {}))
    if file is not None:
        yield from check_format(model, file, ("file",) if "file" in data else ("model",))
        if data.get("fields") == "all":
            yield from islice(_check_names(model, file), 1)


def _check_names(model: DataModel, file: FileFormat) -> Iterator[Finding]:
    """Yield every name of a field that cannot be a title in the file."""
    every = [((), FieldMapping.model_validate({"from": name})) for name in model.fields]
    for _, message in check_texts(file, every):
        yield ("fields",), message


def check_by_itself(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong whatever the data model is."""
    if not _is_storable(data):
        yield from _unstorable(data, ())
    yield from check_notices(data)
    target = data.get("target")
    targets = target if isinstance(target, list) else [target]
    found = _entries(_TARGET, targets, ("target",))
    yield from check_targets(
        [(where if isinstance(target, list) else ("target",), one) for where, one in found]
    )
    file = _read(_FILE, data.get("file", {}))
    if file is not None:
        yield from check_texts(file, list(_entries(_MAPPING, data.get("fields"), ("fields",))))


def _criteria(filters: object) -> Iterator[tuple[Where, Criterion]]:
    for index, criteria in enumerate(filters if isinstance(filters, list) else ()):
        yield from _entries(_CRITERION, criteria, ("filters", index))


def _entries(adapter: TypeAdapter[T], items: object, where: Where) -> Iterator[tuple[Where, T]]:
    for index, item in enumerate(items if isinstance(items, list) else ()):
        value = _read(adapter, item)
        if value is not None:
            yield (*where, index), value


def _read(adapter: TypeAdapter[T], value: object) -> T | None:
    """Return a valid part, None for one that pydantic reports with the rest of its findings."""
    try:
        return adapter.validate_python(value)
    except ValidationError:
        return None


def _is_storable(data: Mapping[str, Any]) -> bool:
    """Return whether no text has to be looked at one by one; sure only when it says so."""
    try:
        text = json.dumps(data, ensure_ascii=False)
    except TypeError:  # what is no JSON, such as a date, is said by pydantic
        return False
    return "\\u0000" not in text and _is_unicode(text)


def _unstorable(value: object, where: Where) -> Iterator[Finding]:
    """Yield the texts that PostgreSQL cannot store, so no value can ever equal them."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unstorable(key, (*where, str(key)))
            yield from _unstorable(inner, (*where, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unstorable(inner, (*where, index))
    elif isinstance(value, str) and ("\x00" in value or not _is_unicode(value)):
        yield where, "text cannot hold NUL or half a surrogate pair; PostgreSQL stores neither"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
