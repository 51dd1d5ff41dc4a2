"""JSON: the objects an export writes, compared as parsed, order and number texts included."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from antavo_export.field_types import FieldType as T
from tests.conformance.oracle.cells import settled
from tests.conformance.oracle.documents import Document
from tests.conformance.oracle.evaluation import Expected
from tests.conformance.oracle.mapping import Result
from tests.conformance.oracle.values import shown


@dataclass(frozen=True)
class Number:
    """A number as it is written."""

    text: str


@dataclass(frozen=True)
class Object:
    """The members of an object, in order."""

    members: tuple[tuple[str, Any], ...]


def parsed(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON with numbers and objects as they are written."""
    return json.loads(
        text,
        parse_int=Number,
        parse_float=Number,
        object_pairs_hook=lambda members: Object(tuple(members)),
    )


def objects(content: bytes, layout: str) -> list[Any]:
    """Return the rows of a file.

    Raises:
        ValueError: it is no JSON in that layout.
    """
    text = content.decode()
    if layout == "lines":
        if text and not text.endswith("\n"):
            raise ValueError("the last line does not end")
        return [parsed(line) for line in text.split("\n")[:-1]]
    rows = parsed(text)
    if not isinstance(rows, list) or not text.endswith("]\n"):
        raise ValueError("not an array that ends in a newline")
    return rows


def expected_object(expected: Expected, index: int, found: object, zone: ZoneInfo) -> Object:
    """Return the row at ``index``, following ``found`` where several numbers are as good."""
    row = expected.rows[index]
    members = found.members if isinstance(found, Object) else ()
    values: Sequence[Any] = [value for _, value in members] if len(members) == len(row) else ()
    return Object(
        tuple(
            (title, _value(result, values[i] if values else None, zone))
            for i, (title, result) in enumerate(zip(expected.titles, row, strict=True))
        )
    )


def _value(result: Result, found: object, zone: ZoneInfo) -> Any:  # noqa: ANN401 - any JSON
    value = result.value
    if isinstance(value, Document):
        return _document(value.value)
    if value is None or isinstance(value, bool | list):
        return value
    if result.type in {T.INTEGER, T.DECIMAL} or isinstance(value, int | Decimal):
        text = found.text if isinstance(found, Number) else None
        return Number(str(settled(result, text, zone)))
    return shown(value, zone)


def _document(value: object) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return Object(tuple((key, _document(entry)) for key, entry in value.items()))
    if isinstance(value, list):
        return list(map(_document, value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Number(format(value, "f") if isinstance(value, Decimal) else str(value))
    return value
