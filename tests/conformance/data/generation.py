"""Making the rows: the same ones every time, for the tables the data models read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

from antavo_export.catalog import DataModel
from antavo_export.field_types import FieldType
from tests.conformance.data.names import field_names
from tests.conformance.data.pools import BY_TYPE, DOCUMENTS, POOLS, SCALARS

ROWS: Final = 60
_SUFFIXES: Final = ("", "'", '"', ",", "é", ";|", " ", "\\")
USERS: Final = (
    {"id": 1, "name": 'O\'Neil; "Ann"', "email": "ann@example.com"},
    {"id": 2, "name": "", "email": "b@example.com"},
    {"id": 7, "name": "Ünï, Çode", "email": "c@example.com"},
)
# Columns whose values refer to rows of another table or decide what a derived field becomes.
_RELATED: Final[dict[tuple[str, str], tuple[Any, ...]]] = {
    ("events", "action"): ("activity", "point_spend", "activity", "checkout", "", None, "own'"),
    ("events", "customer"): ("a", "b", None, "c"),
    ("coupons", "type"): ("gift_card", "gift_card", "percentage", "", None),
    ("webhook_logs", "trusted_site"): ("https://x.example/", "https://x.example", "/", "", None),
    ("webhook_logs", "path"): ("/a/b", "a", "//a/", "", None),
}  # fmt: skip


def key_of(index: int) -> str:
    """Return the key of a table's row; every table counts its rows from 0."""
    return f"k{index:02}{_SUFFIXES[index % len(_SUFFIXES)]}"


def rows_of(model: DataModel, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a model's table; ``columns`` are its columns and their Postgres types.

    Documents are JSON text, everything else is as psycopg adapts it.
    """
    enums: dict[str | None, tuple[str, ...]] = {
        field.column: field.values
        for field in model.declared
        if field.type is FieldType.ENUM and field.column is not None
    }
    for index in range(ROWS):
        row: dict[str, Any] = {}
        for column, type_ in columns.items():
            seed = f"{model.name}.{column}.{index}"
            if column == model.field(model.key).column:
                row[column] = key_of(index)
            elif type_ == "jsonb":
                row[column] = _document(model, column, seed)
            else:
                row[column] = pick(_pool(model, column, type_, enums), seed)
        yield row


def segment_members() -> Iterator[tuple[str, str]]:
    """Yield pairs of customer and segment; a third of the customers is in none."""
    for index in range(ROWS):
        for segment in ("vip", "it's", "a,b")[: index % 4 and index % 3]:
            yield key_of(index), segment


def pick(pool: Sequence[Any], seed: str) -> Any:  # noqa: ANN401 - whatever the pool holds
    """Return an entry of ``pool``, always the same one for the same seed."""
    return pool[crc32(seed.encode()) % len(pool)]


def _pool(
    model: DataModel, column: str, type_: str, enums: Mapping[str | None, tuple[str, ...]]
) -> Sequence[Any]:
    if (model.name, column) in _RELATED:
        return _RELATED[model.name, column]
    if (model.name, column) == ("coupons", "pool"):
        return [None, "", *map(key_of, range(6))]
    if column in enums:
        return [*enums[column], *enums[column][:2], "", None, "Unknown"]
    return POOLS[type_]


def _document(model: DataModel, column: str, seed: str) -> str | None:
    """Return a document with something at most of the paths the fields look at."""
    if crc32(seed.encode()) % 4 == 0:
        document: str | None = pick(DOCUMENTS, f"{seed} whole")
        return document
    content: dict[str, Any] = {"extra": SCALARS}
    for name in field_names(model):
        path = model.field(name).path
        if path is not None and path[0] == column:
            _put(content, path[1:], _text(path, model.field(name).type, f"{seed}.{name}"))
    return _written(content, seed)


def _text(path: tuple[str, ...], type_: FieldType, seed: str) -> str | None:
    """Return the JSON text at a path, as often as not of its type; None for an absent key."""
    if path[-1] in {"activity", "reward"}:
        return json.dumps(key_of(crc32(seed.encode()) % 8))
    pool = BY_TYPE.get(type_, SCALARS) if crc32(f"{seed} typed".encode()) % 2 else SCALARS
    return None if crc32(f"{seed} absent".encode()) % 6 == 0 else str(pick(pool, seed))


def _put(content: dict[str, Any], keys: Sequence[str], text: str | None) -> None:
    for key in keys[:-1]:
        content = content.setdefault(key, {})
    if text is not None:
        content[keys[-1]] = text


def _written(content: object, seed: str) -> str:
    """Return the JSON text; an object that only has the key 0 is as often an array."""
    if isinstance(content, str):
        return content
    if not isinstance(content, dict):
        return str(pick(SCALARS, seed))
    if list(content) == ["0"] and crc32(seed.encode()) % 2:
        return f"[{_written(content['0'], seed)}]"
    parts = (f"{json.dumps(k)}: {_written(v, f'{seed}.{k}')}" for k, v in content.items())
    return "{" + ", ".join(parts) + "}"
