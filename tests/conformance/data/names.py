"""The fields to try: every declared one, and members of every family of custom attributes."""

from collections.abc import Iterator
from typing import Final
from zlib import crc32

from antavo_export.catalog import Catalog, DataModel, Field

_STAR: Final = "*"
_MEMBERS: Final = 3
INNER: Final = ("default", 'it\'s "gold"')
KEYS: Final = (
    "shoe_size", "it's", 'double "quote"', "back\\slash", "trailing\\", "sp ace", "ünï😀", "%s",
    "{}", "{x}", "$1", "0", "a:b", "a,b", "name", "NULL", "items.0.sku", "deep.er.still",
    "'; DROP TABLE loyalty.users; --", "x'::text) TO STDOUT; --", "E'\\\\'", "$run_moment",
)  # fmt: skip


def field_names(model: DataModel) -> tuple[str, ...]:
    """Return the names to try, families filled in: two of each, and many for the open ones."""
    return tuple(dict.fromkeys(name for field in model.declared for name in _names(field)))


def few_names(model: DataModel) -> Iterator[str]:
    """Yield the declared names, and for each family some of its members: others each time."""
    for field in model.declared:
        names = list(_names(field))
        start = crc32(f"{model.name}.{field.name}".encode()) % len(names)
        yield from (names * 2)[start : start + min(len(names), _MEMBERS)]


def fields_of(catalog: Catalog) -> Iterator[tuple[DataModel, Field]]:
    """Yield fields of every model, in the catalogue's order."""
    for name in catalog.names:
        model = catalog.model(name)
        for member in dict.fromkeys(few_names(model)):
            yield model, model.field(member)


def _names(field: Field) -> Iterator[str]:
    if not field.is_wildcard:
        yield field.name
    elif field.name.endswith(f".{_STAR}"):
        for key in KEYS:
            yield field.name.removesuffix(_STAR) + key
    else:
        for key in INNER:
            yield field.name.replace(_STAR, key)
