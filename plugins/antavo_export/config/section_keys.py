"""What a place of the configuration knows: the ground for "did you mean" and for examples."""

from collections.abc import Iterator
from enum import Enum
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from antavo_export.section import Section

Loc = tuple[str | int, ...]


def keys_at(root: type[Section], loc: Loc) -> set[str]:
    """Return the keys of the section, or sections, that pydantic's location ``loc`` leads to.

    The last part of ``loc`` is the unknown key itself. Parts that name a branch of a union narrow
    the choice; where they do not, the keys of all branches are returned.
    """
    sections, _ = _walk(root, loc[:-1])
    return {alias for section in sections for alias, _ in _keys(section)}


def choices_at(root: type[Section], loc: Loc) -> list[str]:
    """Return the words that the field at ``loc`` may be, in the order of their declaration."""
    _, fields = _walk(root, loc)
    return list(dict.fromkeys(word for field in fields for word in _words(field.annotation)))


def tags_at(root: type[Section], loc: Loc, discriminator: str) -> list[str]:
    """Return the words that choose between the sections at ``loc``."""
    sections, _ = _walk(root, loc)
    fields = (section.model_fields.get(discriminator) for section in sections)
    return list(
        dict.fromkeys(word for field in fields if field for word in _words(field.annotation))
    )


def example_at(root: type[Section], loc: Loc) -> object:
    """Return the first example of the field at ``loc``, None when it has none."""
    _, fields = _walk(root, loc)
    example: object = next((field.examples for field in fields if field.examples), None)
    while isinstance(example, list):
        example = example[0]
    return example


def _walk(root: type[Section], loc: Loc) -> tuple[list[type[Section]], list[FieldInfo]]:
    """Return the sections ``loc`` leads to, and the fields its last key stands for."""
    here: list[type[Section]] = [root]
    fields: list[FieldInfo] = []
    for part in loc:
        fields = [field for s in here for key, field in _keys(s) if key == part] or fields
        inside = [child for s in here for child in _children(s, part)]
        named = [section for section in here if _is_named(section, part)]
        here = inside or named or here
    return here, fields


def _keys(section: type[Section]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in section.model_fields.items():
        yield field.alias or name, field


def _children(section: type[Section], key: str | int) -> Iterator[type[Section]]:
    for name, field in _keys(section):
        if key == name:
            yield from _sections(field.annotation)


def _sections(annotation: object) -> Iterator[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation
    elif get_origin(annotation) is not None:
        for part in get_args(annotation):
            yield from _sections(part)


def _words(annotation: object) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (word for word in get_args(annotation) if isinstance(word, str))
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from (str(member.value) for member in annotation)
    elif get_origin(annotation) is not None:
        for part in get_args(annotation):
            yield from _words(part)


def _is_named(section: type[Section], part: str | int) -> bool:
    tags = (
        value
        for field in section.model_fields.values()
        if get_origin(field.annotation) is Literal
        for value in get_args(field.annotation)
    )
    return part == section.__name__ or part in tags
