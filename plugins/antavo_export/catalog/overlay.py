"""A brand's own version of a data model: merging its YAML over what is already known."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from antavo_export.catalog.data_model import DataModel
from antavo_export.catalog.expression import RUN_MOMENT, placeholders
from antavo_export.catalog.field import SOURCES, Field
from antavo_export.catalog.yaml_file import MarkedFile, Place
from antavo_export.errors import ConfigError, did_you_mean
from antavo_export.field_types import FieldType

Raw = dict[str, Any]


class Overlay:
    """One ``<model>.yaml`` of an overlay folder, applied to the model as it was before.

    Entries of ``fields`` are merged over the field of the same name; a new name adds a field at
    the end. An entry's ``column``, ``path`` or ``sql`` replaces whichever of them there was.
    ``enabled: false`` in an entry takes the field away.
    """

    def __init__(self, file: MarkedFile) -> None:
        self._file = file
        self._entry_of: dict[str, int] = {}

    def applied_to(self, base: Raw, tables: Iterable[str]) -> tuple[Raw, DataModel]:
        """Return the merged data and the model made of it.

        Args:
            base: The data of the model so far; only its ``name`` where the overlay adds it.
            tables: Names of the models whose tables expressions may refer to.

        Raises:
            ConfigError: with every mistake of the overlay file.
        """
        merged = self._merged(base)
        model = self._validated(merged)
        if model is not None:
            self._check_placeholders(model, tables)
        if self._file.mistakes or model is None:
            raise ConfigError(self._file.mistakes)
        return merged, model

    def _merged(self, base: Raw) -> Raw:
        data = self._file.data
        if not isinstance(data, dict):
            self._file.report((), "a data model is a mapping of label, table, fields and so on")
            return base
        if "name" in data:
            self._file.report(("name",), "a data model is named by its file; leave this out")
        top = {key: value for key, value in data.items() if key not in {"name", "fields", "tables"}}
        merged = {**base, **top, "fields": self._merged_fields(base, data.get("fields"))}
        if isinstance(data.get("tables", {}), dict):
            return {**merged, "tables": {**base.get("tables", {}), **data.get("tables", {})}}
        return {**merged, "tables": data["tables"]}

    def _merged_fields(self, base: Raw, entries: object) -> list[Raw]:
        fields = {field["name"]: field for field in base.get("fields", ())}
        if entries is not None and not isinstance(entries, list):
            self._file.report(("fields",), "write the fields as a list, each beginning with '- '")
            return list(fields.values())
        for index, entry in enumerate(entries or ()):
            place: Place = ("fields", index)
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                self._file.report(
                    place, "a field is a mapping with a name; put names like 'on' in quotes"
                )
            elif entry["name"] in self._entry_of:
                self._file.report((*place, "name"), f"'{entry['name']}' stands here twice")
            else:
                self._entry_of[entry["name"]] = index
                self._merge_field(fields, entry, place)
        return list(fields.values())

    def _merge_field(self, fields: dict[str, Raw], entry: Raw, place: Place) -> None:
        name = entry["name"]
        known = fields.get(name)
        enabled = entry.get("enabled", True)
        if not isinstance(enabled, bool):
            self._file.report((*place, "enabled"), "write true or false")
        if known is None and (not enabled or "type" not in entry):
            wish = "has a type" if enabled else "cannot be switched off"
            hint = did_you_mean(name, fields, listing=0)
            self._file.report((*place, "name"), f"a field that is new, '{name}', {wish}{hint}")
        elif not enabled:
            del fields[name]
        else:
            fields[name] = _over(known or {}, entry)

    def _validated(self, merged: Raw) -> DataModel | None:
        try:
            return DataModel.model_validate(merged)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = self._place(detail["loc"], merged["fields"])
                self._file.report(place, _explained(detail))
            return None

    def _place(self, location: Place, fields: list[Raw]) -> Place:
        """Return where in this file a place of the merged data stands."""
        if location[:1] != ("fields",) or len(location) == 1:
            return location
        name = fields[int(location[1])]["name"]
        return ("fields", self._entry_of.get(name, 0), *location[2:])

    def _check_placeholders(self, model: DataModel, tables: Iterable[str]) -> None:
        known = {RUN_MOMENT, *model.tables, *tables}
        for field in model.declared:
            if field.sql is None or field.name not in self._entry_of:
                continue
            place = ("fields", self._entry_of[field.name], "sql")
            try:
                unknown = placeholders(field.sql) - known
            except ValueError as error:
                self._file.report(place, str(error))
                continue
            for name in sorted(unknown):
                hint = did_you_mean(name, known, listing=0)
                self._file.report(place, f"nothing is called ${name}{hint}")


def _over(known: Mapping[str, Any], entry: Raw) -> Raw:
    changes = {key: value for key, value in entry.items() if key != "enabled"}
    replaced = SOURCES if any(source in entry for source in SOURCES) else ()
    return {key: value for key, value in known.items() if key not in replaced} | changes


def _explained(detail: ErrorDetails) -> str:
    """Return what is wrong in words, for the kinds that pydantic words for programmers."""
    location, found = detail["loc"], detail["input"]
    if detail["type"] == "extra_forbidden":
        keys = Field.model_fields if location[0] == "fields" else ("label", "table", "fields")
        return f"there is no such key{did_you_mean(str(location[-1]), keys, listing=0)}"
    if detail["type"] == "enum":
        return f"'{found}' is no type of a field{did_you_mean(str(found), FieldType)}"
    if detail["type"] == "string_type":
        return f"{found!r} is not a text; put it in quotes"
    if detail["type"] == "missing":
        return "is missing"
    return detail["msg"].removeprefix("Value error, ")
