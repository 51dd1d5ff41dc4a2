"""What stands in a schedule as one value or as a list of them."""

from collections.abc import Sequence


def as_list(value: object) -> list[object]:
    """Return the entries of ``value`` when it is a list, else a list of ``value`` alone."""
    return list(value) if isinstance(value, list | tuple) else [value]


def at_least_one(value: object) -> list[object]:
    """Return the entries of ``value`` like ``as_list``.

    Raises:
        ValueError: when it is a list of none.
    """
    entries = as_list(value)
    if not entries:
        raise ValueError("is empty; give at least one entry")
    return entries


def joined(words: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, or ``a, b and c``."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
