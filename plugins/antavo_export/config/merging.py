"""What an export says, over what the defaults of its folders say.

Mappings are merged key by key; a list or a value replaces what stands above it, and so does a
whole section that chooses another kind: another schedule, a target of another type, a file of
another format. A key of one kind means nothing to another, so defaults that choose no kind lend
every kind the keys that it knows.
"""

from collections.abc import Mapping
from typing import Any, Final

from antavo_export.formats import FORMATS
from antavo_export.section import Section
from antavo_export.targets import TARGETS

Kinds = Mapping[str, type[Section]]

_KINDS: Final[Mapping[str, tuple[str, Kinds]]] = {
    "file": ("format", FORMATS),
    "target": ("type", TARGETS),
}


def merged(above: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document ``own`` over the defaults ``above``."""
    result = dict(above)
    for key, value in own.items():
        inherited = above.get(key)
        result[key] = value
        if isinstance(inherited, dict) and isinstance(value, dict) and key != "schedule":
            result[key] = merged(_lent(key, inherited, value), value)
    return result


def _lent(section: str, above: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the defaults of a section that still hold beside the kind that ``own`` chooses."""
    if section not in _KINDS:
        return above
    word, kinds = _KINDS[section]
    if word not in own or own[word] == above.get(word):
        return above
    if word in above:
        return {}
    foreign = _foreign(own[word], kinds)
    return {key: value for key, value in above.items() if _name(key) not in foreign}


def _foreign(kind: object, kinds: Kinds) -> set[str]:
    """Return the keys that mean something, but not to this kind; what is misspelt is none."""
    if not isinstance(kind, str) or kind not in kinds:
        return set()
    every = {key for section in kinds.values() for key in section.model_fields}
    return every - kinds[kind].model_fields.keys()


def _name(key: object) -> str:
    return "null" if key is None else str(key)  # YAML reads the key null as nothing
