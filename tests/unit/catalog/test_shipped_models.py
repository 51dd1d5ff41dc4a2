"""The shipped catalogue against the field list of the original's twelve data models."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from antavo_export.catalog import Catalog, load_catalog
from antavo_export.catalog.expression import RUN_MOMENT, placeholders
from antavo_export.field_types import FieldType

# What an undeclared attribute of an event holds is read as text: that can be filtered and put in
# a cell, which the original's "json" cannot.
READ_AS_TEXT = {("events", "properties.*")}


@dataclass(frozen=True)
class Fact:
    """One line of the original's field list."""

    model: str
    name: str
    type: str
    values: str
    mandatory: str
    computed: str


def _facts() -> list[Fact]:
    facts: list[Fact] = []
    model = ""
    text = (Path(__file__).parent / "data" / "original_fields.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            model = line.strip("[]")
        elif line and not line.startswith("#"):
            facts.append(Fact(model, *(part.strip() for part in line.split("|"))))
    return facts


FACTS = _facts()
CATALOG = load_catalog()


@pytest.fixture
def catalog() -> Catalog:
    """The shipped catalogue, read once."""
    return CATALOG


def test_the_field_list_is_whole() -> None:
    assert len(FACTS) == 315
    assert len({fact.model for fact in FACTS}) == 12


def test_the_catalogue_offers_the_twelve_data_models_and_no_other(catalog: Catalog) -> None:
    assert set(catalog.names) == {fact.model for fact in FACTS}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.model}.{fact.name}")
def test_every_field_of_the_original_is_there_as_it_was(catalog: Catalog, fact: Fact) -> None:
    declared = {field.name: field for field in catalog.model(fact.model).declared}
    field = declared[fact.name]

    if (fact.model, fact.name) not in READ_AS_TEXT:
        assert field.type == fact.type
    assert field.mandatory == (fact.mandatory == "yes")
    assert bool(field.mandatory_for) == (fact.mandatory == "some")
    assert field.computed == (fact.computed == "yes")
    assert field.read_only == (fact.computed == "ro")
    if field.type is FieldType.ENUM:
        assert list(field.values) == fact.values.split(", ")
    elif fact.values:
        assert field.values or field.format


def test_only_these_fields_were_added_to_the_original(catalog: Catalog) -> None:
    known = {(fact.model, fact.name) for fact in FACTS}
    added = {
        (name, field.name)
        for name in catalog.names
        for field in catalog.model(name).declared
        if (name, field.name) not in known
    }
    assert {entry for entry in added if "." not in entry[1]} == {
        ("customers", "properties"),
        ("events", "properties"),
    }
    assert all(
        catalog.model(model).fields[name.partition(".")[0]].type is FieldType.JSON
        for model, name in added
    )


@pytest.mark.parametrize("name", CATALOG.names)
def test_every_model_and_field_is_described(catalog: Catalog, name: str) -> None:
    model = catalog.model(name)

    assert model.label
    assert model.description
    assert [field.name for field in model.declared if not field.description] == []


@pytest.mark.parametrize("name", CATALOG.names)
def test_enums_list_their_values_and_no_other_type_closes_its_list(
    catalog: Catalog, name: str
) -> None:
    for field in catalog.model(name).declared:
        assert bool(field.values) == (field.type is FieldType.ENUM) or field.open, field.name


@pytest.mark.parametrize("name", CATALOG.names)
def test_a_row_is_named_by_a_stored_mandatory_text(catalog: Catalog, name: str) -> None:
    model = catalog.model(name)
    key = model.field(model.key)

    assert (key.type, key.mandatory, key.column) == (FieldType.STRING, True, key.name)


@pytest.mark.parametrize("name", CATALOG.names)
def test_expressions_refer_to_known_tables_only(catalog: Catalog, name: str) -> None:
    model = catalog.model(name)
    known = {RUN_MOMENT, *model.tables, *catalog.names}

    for field in model.declared:
        assert placeholders(field.sql or "") <= known, field.name
