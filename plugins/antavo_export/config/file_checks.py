"""Does what the configuration itself writes into the file fit the file's format and the model."""

from collections.abc import Iterator, Sequence
from typing import Final

from antavo_export.catalog import DataModel
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.filter_checks import Finding, Where
from antavo_export.formats import FileFormat, JsonFormat
from antavo_export.formats.delimited import DelimitedFormat
from antavo_export.formats.dialect import Dialect

_JSON_MODEL: Final = "challenges"


def check_format(model: DataModel, file: FileFormat, where: Where) -> Iterator[Finding]:
    """Yield a finding when the format is not for this data model."""
    is_json = isinstance(file, JsonFormat)
    if model.name == _JSON_MODEL and not is_json:
        yield where, "challenges are exported as JSON only; write file: {format: json}"
    elif isinstance(file, JsonFormat) and model.name != _JSON_MODEL and not file.any_model:
        yield (
            (*where, "format"),
            f"JSON is meant for {_JSON_MODEL}; add any_model: true to use it for {model.name}",
        )


def check_texts(
    file: FileFormat, mappings: Sequence[tuple[Where, FieldMapping]]
) -> Iterator[Finding]:
    """Yield every title, default and replacement that a file without enclosure cannot hold."""
    if not isinstance(file, DelimitedFormat):
        return
    for where, mapping in mappings:
        for place, text in _texts(where, mapping):
            if file.dialect.refuses(text):
                yield place, _refused(text, file.dialect)


def _texts(where: Where, mapping: FieldMapping) -> Iterator[tuple[Where, str]]:
    yield (*where, "from" if mapping.to is None else "to"), mapping.title
    yield (*where, "default"), str(mapping.default)
    for stored, new in mapping.replace.items():
        yield (*where, "replace", str(stored)), str(new)


def _refused(text: str, dialect: Dialect) -> str:
    what = f"the delimiter {dialect.delimiter!r}" if dialect.delimiter in text else "a newline"
    return f"{text!r} contains {what}, which a file without an enclosure cannot hold"
