"""Fields and where their values come from."""

from typing import Any

import pytest
from pydantic import ValidationError

from antavo_export.catalog import Field, load_catalog
from antavo_export.errors import UnknownFieldError, UnknownModelError
from antavo_export.field_types import FieldType

CATALOG = load_catalog()


def _field(**keys: Any) -> Field:
    return Field.model_validate({"type": "string", **keys})


def test_a_plain_name_is_its_own_column() -> None:
    assert _field(name="first_name").column == "first_name"


def test_a_dotted_name_is_a_path_into_the_column_of_its_first_segment() -> None:
    field = _field(name="properties.address.zip")

    assert field.path == ("properties", "address", "zip")
    assert field.column is None


def test_a_source_that_is_given_takes_the_place_of_the_implied_one() -> None:
    assert _field(name="tier", path=["tiers", "default", "_id"]).column is None
    assert _field(name="a.b", column="ab").path is None
    assert _field(name="day", sql="t.timestamp::date").column is None


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"name": "x", "column": "a", "sql": "t.b"}, "not column and sql"),
        ({"name": "x", "path": ["a"]}, "at least one key"),
        ({"name": "x.*", "path": ["a", "b"]}, "as many stars"),
        ({"name": "x.*", "sql": "t.x"}, "as many stars"),
        ({"name": "1st"}, "no field name"),
        ({"name": "a..b"}, "no field name"),
        ({"name": "a.b*"}, "no field name"),
        ({"name": "a\n"}, "no field name"),
        ({"name": ""}, "no field name"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        _field(**keys)


@pytest.mark.parametrize(
    ("model", "name", "kind", "path"),
    [
        ("customers", "properties.shoe_size", FieldType.STRING, ("properties", "shoe_size")),
        ("customers", "properties.a.b", FieldType.STRING, ("properties", "a", "b")),
        ("customers", "tiers.vip.points", FieldType.DECIMAL, ("tiers", "vip", "points")),
        ("customers", "tiers.vip._id", FieldType.STRING, ("tiers", "vip", "_id")),
        ("customers", "tiers.vip.since", FieldType.DATE, ("tiers", "vip", "since")),
        ("customers", "accounts.main.type", FieldType.ENUM, ("accounts", "main", "type")),
        ("events", "snapshot.score", FieldType.DECIMAL, ("snapshot", "score")),
        ("events", "properties.total", FieldType.DECIMAL, ("properties", "total")),
        ("events", "properties.gift", FieldType.STRING, ("properties", "gift")),
        ("events", "properties.items.0.sku", FieldType.STRING, ("properties", "items", "0", "sku")),
        ("events", "properties.szín", FieldType.STRING, ("properties", "szín")),
    ],
)
def test_names_below_a_star_become_fields(
    model: str, name: str, kind: FieldType, path: tuple[str, ...]
) -> None:
    field = CATALOG.model(model).field(name)

    assert (field.name, field.type, field.path) == (name, kind, path)
    assert not field.is_wildcard


def test_a_star_of_a_path_under_another_column_is_replaced_too() -> None:
    family = _field(name="attributes.*.label", path=["data", "custom", "*", "names", "label"])

    concrete = family.concrete("attributes.size.label", [["size"]])

    assert concrete.path == ("data", "custom", "size", "names", "label")


def test_the_closest_family_wins() -> None:
    field = CATALOG.model("customers").field("accounts.properties.earned")

    assert field.type is FieldType.DECIMAL


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("emial", "did you mean 'email'?"),
        ("Email", "did you mean 'email'?"),
        ("tiers.default", "did you mean 'tiers"),
        ("tiers.default.points.more", "no field 'tiers.default.points.more'"),
        ("properties.", "no field 'properties.'"),
        ("properties.a..b", "no field 'properties.a..b'"),
        ("properties.*", "put the name of one attribute in place of the star"),
        ("tiers.*.points", "put the name of one attribute in place of the star"),
        ("", "no field ''"),
    ],
)
def test_a_name_that_is_no_field_is_named_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        CATALOG.model("customers").field(name)

    assert hint in str(caught.value)
    assert "'customers'" in str(caught.value)


def test_a_name_that_is_no_model_is_named_with_a_hint() -> None:
    with pytest.raises(UnknownModelError, match="'customer'; did you mean 'customers'"):
        CATALOG.model("customer")


def test_all_fields_leaves_families_out() -> None:
    model = CATALOG.model("customers")

    assert not any(field.is_wildcard for field in model.fields.values())
    assert {"tiers", "accounts", "properties", "spendable"} <= set(model.fields)
    assert next(iter(model.fields)) == "_id"
    assert "properties.*" in {field.name for field in model.wildcards}
