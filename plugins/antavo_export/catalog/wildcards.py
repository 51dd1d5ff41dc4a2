"""Matching dotted names against declarations with stars, such as ``tiers.*.points``."""

from collections.abc import Iterable, Sequence

from antavo_export.catalog.field import WILDCARD, Field


def resolve(name: str, declared: Iterable[Field]) -> Field | None:
    """Return the field ``name`` stands for below the closest of the declared families, if any.

    An inner star stands for one segment, a trailing star for one or more. The family that says
    most about the name wins: ``tiers.*.points`` before ``tiers.*``. A name that itself holds a
    star or an empty segment stands for nothing.
    """
    segments = name.split(".")
    if any(not segment or WILDCARD in segment for segment in segments):
        return None
    for family in sorted(declared, key=_literals, reverse=True):
        keys = _captured(family.name.split("."), segments)
        if keys is not None:
            return family.concrete(name, keys)
    return None


def _literals(family: Field) -> int:
    return sum(segment != WILDCARD for segment in family.name.split("."))


def _captured(pattern: Sequence[str], segments: Sequence[str]) -> list[Sequence[str]] | None:
    """Return what each star of the pattern stands for, or None where the name does not fit."""
    if len(segments) < len(pattern):
        return None
    if len(segments) > len(pattern) and pattern[-1] != WILDCARD:
        return None
    last = len(pattern) - 1
    keys: list[Sequence[str]] = []
    for index, expected in enumerate(pattern):
        if expected == WILDCARD:
            keys.append(segments[index:] if index == last else segments[index : index + 1])
        elif expected != segments[index]:
            return None
    return keys
