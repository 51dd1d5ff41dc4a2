"""The JSON schema of export files, for editors that complete and check while one writes.

It says less than ``antavo-export validate`` and never more: what the loader accepts, an editor must
not mark. So names of models and fields are offered but not required, for a brand's catalogue may
have others, and a target may leave to the ``_defaults.yaml`` of its folder whatever it likes.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from antavo_export.catalog import Catalog, DataModel
from antavo_export.config.export_config import ExportConfig
from antavo_export.expressions.aggregates import AGGREGATES
from antavo_export.expressions.operators import OPERATORS
from antavo_export.targets import TARGETS

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ALSO_BOOLEAN: Final = ("yes", "no", "on", "off")
_TEXT: Final = ["string", "number"]


class AsYaml(GenerateJsonSchema):
    """Describes values as the loader reads them: a number may stand for its text."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Leave titles out: they only repeat the key."""
        del schema
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": _TEXT}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"anyOf": [super().bool_schema(schema), {"enum": list(ALSO_BOOLEAN)}]}

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Drop the discriminator, which is OpenAPI's, and allow for keys that defaults bring."""
        union = super().tagged_union_schema(schema)
        return {"anyOf": union["oneOf"]}

    def encode_default(self, dft: Any) -> Any:  # noqa: ANN401 - as in pydantic
        if isinstance(dft, tuple) and all(isinstance(one, time) for one in dft):
            return [f"{one:%H:%M}" for one in dft]
        return super().encode_default(dft)


def schema_text(catalog: Catalog) -> str:
    """Return the schema as JSON text, with the models and fields of ``catalog`` on offer."""
    return json.dumps(json_schema(catalog), indent=2, ensure_ascii=False) + "\n"


def json_schema(catalog: Catalog) -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) as plain data."""
    schema = ExportConfig.model_json_schema(by_alias=True, schema_generator=AsYaml)
    definitions = schema["$defs"]
    for target in TARGETS.values():
        del definitions[target.__name__]["required"]
    models = [catalog.model(name) for name in catalog.names]
    _offer(schema["properties"]["model"], {model.name: model.description for model in models})
    _require(
        definitions["Criterion"]["properties"]["operator"],
        {operator.name: operator.label for operator in OPERATORS.values()},
    )
    _require(
        definitions["FieldMapping"]["properties"]["aggregation"],
        {aggregate.name: aggregate.label for aggregate in AGGREGATES.values()},
    )
    for model in models:
        definitions[_definition(model)] = _fields(model)
    return {"$schema": _DIALECT, "title": "Export", **schema, "allOf": [*map(_of_model, models)]}


def _offer(schema: dict[str, Any], words: Mapping[str, str]) -> None:
    """Let an editor complete ``words`` without refusing others."""
    schema.pop("type", None)
    schema["anyOf"] = [_words(words), {"type": _TEXT}]


def _require(schema: dict[str, Any], words: Mapping[str, str]) -> None:
    """Let an editor complete ``words`` and refuse others; null stays what it was."""
    is_optional = {"type": "null"} in schema.pop("anyOf", [])
    schema.pop("type", None)
    schema["anyOf"] = [_words(words), *([{"type": "null"}] if is_optional else [])]


def _words(words: Mapping[str, str]) -> dict[str, Sequence[str]]:
    # enumDescriptions is a word of VS Code's, which YAML language servers show beside each choice.
    return {"enum": list(words), "enumDescriptions": list(words.values())}


def _definition(model: DataModel) -> str:
    return f"field of {model.name}"


def _fields(model: DataModel) -> dict[str, Any]:
    words = {field.name: f"{field.type}: {field.description}" for field in model.fields.values()}
    schema: dict[str, Any] = {}
    _offer(schema, words)
    return schema


def _of_model(model: DataModel) -> dict[str, Any]:
    """Return what holds for exports of ``model``: which fields its columns and filters offer."""
    field = {"$ref": f"#/$defs/{_definition(model).replace(' ', '%20')}"}
    column = {"properties": {"from": field}}
    criterion = {"properties": {"attribute": field}}
    return {
        "if": {"properties": {"model": {"const": model.name}}, "required": ["model"]},
        "then": {
            "properties": {
                "fields": {"items": column},
                "filters": {"items": {"items": criterion}},
            }
        },
    }
