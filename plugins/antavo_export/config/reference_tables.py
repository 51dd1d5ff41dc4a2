"""The tables of the configuration's reference, made from the models and the operators."""

import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from antavo_export.catalog.pages import table
from antavo_export.config.json_schema import ALSO_BOOLEAN, AsYaml
from antavo_export.config.target_checks import VARIABLES
from antavo_export.expressions.aggregates import AGGREGATES
from antavo_export.expressions.operators import OPERATORS, Arity
from antavo_export.field_types import FieldType
from antavo_export.section import Section

_MANY: Final = 12  # words that a cell still lists
_SINGLE: Final = {"text", "whole number", "number", "`true`, `false`"}
_TYPES: Final = {"string": "text", "integer": "whole number", "number": "number",
                 "object": "keys and values", "boolean": "`true`, `false`"}  # fmt: skip
_ARITIES: Final = {
    Arity.NONE: "none",
    Arity.ONE: "one",
    Arity.TWO: "`[from, to]`",
    Arity.MANY: "a list",
}

Schema = Mapping[str, Any]


def keys(
    section: type[Section], linked: Mapping[str, str] | None = None, *, own: bool = False
) -> str:
    """Return the table of a section's keys: what they may hold, their default and meaning.

    A section's own keys come before those it shares with others.

    Args:
        section: The section.
        linked: For keys that are explained elsewhere, what stands in their column of values.
        own: Leave out the keys it shares with others.
    """
    schema = section.model_json_schema(by_alias=True, schema_generator=AsYaml)
    definitions, required = schema.get("$defs", {}), schema.get("required", [])
    rows = [
        (
            f"`{key}`",
            (linked or {}).get(key) or _values(about, definitions),
            "required" if key in required else _default(about),
            about["description"],
        )
        for key, about in _ordered(section, schema["properties"], own=own)
    ]
    return table(("Key", "Value", "Default", "Meaning"), rows)


def _ordered(
    section: type[Section], properties: Mapping[str, Schema], *, own: bool
) -> Iterator[tuple[str, Schema]]:
    aliases = {name: field.alias or name for name, field in section.model_fields.items()}
    of_its_own = {aliases[name] for name in inspect.get_annotations(section) if name in aliases}
    described = {key: about for key, about in properties.items() if "description" in about}
    yield from ((key, about) for key, about in described.items() if key in of_its_own)
    if not own:
        yield from ((key, about) for key, about in described.items() if key not in of_its_own)


def operators() -> str:
    """Return the table of operators: how many values they take, and on which types they exist."""
    rows = [
        (f"`{row.name}`", row.label_for(FieldType.STRING), row.moment_label or "",
         _ARITIES[row.arity], _types(row.types))
        for row in OPERATORS.values()
    ]  # fmt: skip
    return table(("Operator", "Label", "On dates", "Values", "Types"), rows)


def aggregates() -> str:
    """Return the table of aggregates and the types they exist for."""
    rows = [(f"`{row.name}`", row.label, _types(row.types)) for row in AGGREGATES.values()]
    return table(("Aggregation", "Label", "Types"), rows)


def variables() -> str:
    """Return the table of what a path may mention."""
    rows = [(f"`{name}`", meaning) for name, meaning in VARIABLES.items()]
    return table(("Variable", "Meaning"), rows)


def _types(types: frozenset[FieldType]) -> str:
    return "all" if types == set(FieldType) else ", ".join(t for t in FieldType if t in types)


def _default(about: Schema) -> str:
    value = about.get("default")
    if value is None or value in ("", [], {}):
        return ""
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"


def _values(about: Schema, definitions: Mapping[str, Schema]) -> str:
    names = list(dict.fromkeys(_names(about, definitions)))
    if set(names) >= _SINGLE:
        names = ["a single value", *(name for name in names if name not in _SINGLE)]
    return ", ".join(names)


def _names(about: Schema, definitions: Mapping[str, Schema]) -> Iterator[str]:
    """Yield the kinds of values and the words that a schema allows."""
    if "$ref" in about:
        yield from _names(definitions[about["$ref"].rpartition("/")[2]], definitions)
    elif "const" in about:
        yield f"`{json.dumps(about['const']).strip(chr(34))}`"
    elif "enum" in about:
        yield from _enumerated(about["enum"])
    elif "anyOf" in about:
        yield from _alternatives(about["anyOf"], definitions)
    elif about.get("type") == "array":
        yield f"list of {_values(about['items'], definitions)}"
    elif "minimum" in about:
        yield f"{about['minimum']} " + (
            f"to {about['maximum']}" if "maximum" in about else "or more"
        )
    elif about.get("format") == "date":
        yield "date"
    else:
        yield _TYPES["string" if isinstance(about["type"], list) else about["type"]]


def _enumerated(words: list[str]) -> Iterator[str]:
    return iter(["text"] if len(words) > _MANY else [f"`{word}`" for word in words])


def _alternatives(branches: list[Schema], definitions: Mapping[str, Schema]) -> Iterator[str]:
    for branch in branches:
        if branch not in ({"type": "null"}, {"enum": list(ALSO_BOOLEAN)}):
            yield from _names(branch, definitions)
