"""Which keys a place of the configuration knows: the ground for "did you mean"."""

from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from antavo_export.section import Section


def keys_at(root: type[Section], loc: tuple[str | int, ...]) -> set[str]:
    """Return the keys of the section, or sections, that pydantic's location ``loc`` leads to.

    The last part of ``loc`` is the unknown key itself. Parts that name a branch of a union narrow
    the choice; where they do not, the keys of all branches are returned.
    """
    here: list[type[Section]] = [root]
    for part in loc[:-1]:
        named = [section for section in here if _is_named(section, part)]
        inside = [child for section in here for child in _children(section, part)]
        here = inside or named or here
    return {alias for section in here for alias in _keys(section)}


def _keys(section: type[Section]) -> Iterator[str]:
    for name, field in section.model_fields.items():
        yield field.alias or name


def _children(section: type[Section], key: str | int) -> Iterator[type[Section]]:
    for name, field in section.model_fields.items():
        if key == (field.alias or name):
            yield from _sections(field.annotation)


def _sections(annotation: object) -> Iterator[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation
    elif get_origin(annotation) is not None:
        for part in get_args(annotation):
            yield from _sections(part)


def _is_named(section: type[Section], part: str | int) -> bool:
    tags = (
        value
        for field in section.model_fields.values()
        if get_origin(field.annotation) is Literal
        for value in get_args(field.annotation)
    )
    return part == section.__name__ or part in tags
