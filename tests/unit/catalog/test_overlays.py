"""A brand's overlay folders: what they may change and how mistakes in them are told."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from antavo_export.catalog import Catalog, load_catalog
from antavo_export.errors import ConfigError, UnknownFieldError, UnknownModelError
from antavo_export.field_types import FieldType

Load = Callable[..., Catalog]

GIFTS = """\
label: Gifts
description: What was given away.
table: shop.gifts
key: id
fields:
  - {name: id, type: string}
  - {name: holders, type: integer, sql: SELECT count(*) FROM $coupons AS c WHERE c.code = t.id}
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a catalogue with overlay folders given as ``{file name: text}`` each."""

    def _load(*folders: dict[str, str]) -> Catalog:
        paths = [tmp_path / f"overlay{number}" for number in range(len(folders))]
        for path, files in zip(paths, folders, strict=True):
            path.mkdir()
            for name, text in files.items():
                (path / name).write_text(text, encoding="utf-8")
        return load_catalog(paths)

    return _load


def _mistakes(catalog: Catalog, name: str) -> Sequence[str]:
    with pytest.raises(ConfigError) as caught:
        catalog.model(name)
    return [
        f"{mistake.line}: {mistake.where}: {mistake.message}" for mistake in caught.value.mistakes
    ]


def test_a_renamed_table_reaches_the_expressions_of_other_models(load: Load) -> None:
    catalog = load({"coupons.yaml": "table: crm.vouchers\n"})
    pools = catalog.model("coupon_pools")

    assert catalog.model("coupons").table == ("crm", "vouchers")
    assert 'FROM "crm"."vouchers"' in catalog.expression(
        pools, pools.field("coupons_total"), "now()"
    )


def test_a_known_field_is_merged_over_the_shipped_one(load: Load) -> None:
    catalog = load(
        {"customers.yaml": "fields:\n  - {name: email, column: mail, format: private}\n"}
    )
    field = catalog.model("customers").field("email")

    assert (field.column, field.format, field.type) == ("mail", "private", FieldType.STRING)
    assert field.description == load_catalog().model("customers").field("email").description
    assert list(catalog.model("customers").fields).index("email") == 1


def test_a_new_source_takes_the_place_of_the_shipped_one(load: Load) -> None:
    field = (
        load({"coupons.yaml": "fields:\n  - {name: status, column: state, computed: false}\n"})
        .model("coupons")
        .field("status")
    )

    assert (field.column, field.sql, field.computed) == ("state", None, False)


def test_a_new_field_is_added_at_the_end_and_wins_over_a_family(load: Load) -> None:
    text = (
        "fields:\n  - {name: properties.shoe_size, type: decimal}\n  - {name: vip, type: boolean}"
    )
    model = load({"customers.yaml": text}).model("customers")

    assert list(model.fields)[-2:] == ["properties.shoe_size", "vip"]
    assert model.field("properties.shoe_size").type is FieldType.DECIMAL
    assert model.field("properties.newsletter").type is FieldType.STRING


def test_a_field_can_be_switched_off(load: Load) -> None:
    text = "fields:\n  - {name: segment, enabled: false}\n  - {name: tier, enabled: true}\n"
    model = load({"customers.yaml": text}).model("customers")

    with pytest.raises(UnknownFieldError):
        model.field("segment")
    assert model.field("tier").computed


def test_a_model_that_is_switched_off_is_gone_but_its_table_stays_known(load: Load) -> None:
    catalog = load({"coupons.yaml": "enabled: false\n"})
    pools = catalog.model("coupon_pools")

    assert "coupons" not in catalog.names
    assert len(catalog.names) == 11
    with pytest.raises(UnknownModelError):
        catalog.model("coupons")
    assert '"loyalty"."coupons"' in catalog.expression(pools, pools.field("coupons_total"), "now()")


def test_a_model_can_be_added(load: Load) -> None:
    catalog = load({"gifts.yaml": GIFTS})
    model = catalog.model("gifts")

    assert "gifts" in catalog.names
    assert (model.name, model.table, model.key) == ("gifts", ("shop", "gifts"), "id")
    assert '"loyalty"."coupons"' in catalog.expression(model, model.field("holders"), "now()")


def test_later_folders_are_applied_over_earlier_ones(load: Load) -> None:
    catalog = load(
        {"stores.yaml": "table: crm.shops\nfields:\n  - {name: floor, type: integer}\n"},
        {"stores.yaml": "enabled: true\nfields:\n  - {name: floor, column: level}\n"},
    )
    model = catalog.model("stores")

    assert model.table == ("crm", "shops")
    assert (model.field("floor").type, model.field("floor").column) == (FieldType.INTEGER, "level")


def test_further_tables_can_be_renamed(load: Load) -> None:
    catalog = load({"changes.yaml": "tables: {users: crm.staff}\n"})
    model = catalog.model("changes")

    assert '"crm"."staff"' in catalog.expression(model, model.field("user_name"), "now()")


def test_every_mistake_of_a_file_is_told_with_its_line(load: Load) -> None:
    text = """\
name: clients
tabel: crm.customers
table: customers
fields:
  - {name: email, colum: mail}
  - name: lables
    enabled: false
  - {name: fist_name, column: fn}
  - {name: score, type: decimol}
  - name: gender
    values: [yes, no]
  - {name: vip, type: boolean, sql: $cuopons}
  - {name: odd, type: string, sql: "t.a ~ 'x$'"}
  - {name: email, column: mail2}
  - {name: on, type: string}
  - {name: both, type: string, column: a, sql: t.b}
  - {name: later, type: string, enabled: maybe}
  - {name: "a b", type: string}
"""
    found = _mistakes(load({"customers.yaml": text}), "customers")

    assert found == [
        "1: name: a data model is named by its file; leave this out",
        "2: tabel: there is no such key; did you mean 'table'?",
        "3: table: 'customers' names no table; write schema.table, as in loyalty.customers",
        "5: fields.0.colum: there is no such key; did you mean 'column'?",
        "6: fields.1.name: a field that is new, 'lables', cannot be switched off;"
        " did you mean 'labels'?",
        "8: fields.2.name: a field that is new, 'fist_name', has a type;"
        " did you mean 'first_name'?",
        "9: fields.3.type: 'decimol' is no type of a field; did you mean 'decimal'?",
        "11: fields.4.values.0: True is not a text; put it in quotes",
        "11: fields.4.values.1: False is not a text; put it in quotes",
        "14: fields.7.name: 'email' stands here twice",
        "15: fields.8: a field is a mapping with a name; put names like 'on' in quotes",
        "16: fields.9: give one of column, path and sql, not column and sql",
        "17: fields.10.enabled: write true or false",
        "18: fields.11.name: 'a b' is no field name; write score, properties.size or tiers.*.name",
    ]


def test_unknown_placeholders_are_told_with_a_hint(load: Load) -> None:
    text = """\
fields:
  - {name: vip, type: boolean, sql: "EXISTS (SELECT FROM $cuopons)"}
  - {name: odd, type: string, sql: "t.a ~ 'x$'"}
"""
    assert _mistakes(load({"customers.yaml": text}), "customers") == [
        "2: fields.0.sql: nothing is called $cuopons; did you mean 'coupons'?",
        "3: fields.1.sql: a dollar sign begins a placeholder such as $coupons; double a literal $",
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("- a\n- b\n", "1: : a data model is a mapping of label, table, fields and so on"),
        ("", "1: : a data model is a mapping of label, table, fields and so on"),
        ("table: x.y\nfields: {a: b}\n", "2: fields: write the fields as a list"),
        ("tables: users\n", "1: tables: Input should be a valid dictionary"),
        ("table: a.b\ntable: c.d\n", "2: table: stands twice in this mapping"),
        ("fields:\n  - {name: a, name: b}\n", "2: fields.0.name: stands twice in this mapping"),
        ("table: [a\n", "2: : this is not YAML"),
        ("[a, b]: c\n", "1: : this is not YAML"),
        ("a: 1\n---\nb: 2\n", "2: : this is not YAML"),
        ("table: a\x00b\n", "1: : this is not YAML"),
        ("label: a\nfields: &a [*a]\n", "2: fields.0: an alias stands inside itself"),
        ("fields: &a {b: *a}\n", "1: fields.b: an alias stands inside itself"),
        ("a: 2026-99-99\n", "1: a: '2026-99-99' reads as timestamp and is none; put it in quotes"),
        ("fields:\n  - 2026-99-99: 1\n", "2: fields.0.2026-99-99: '2026-99-99' reads as timestamp"),
        ("a: !!bool maybe\n", "1: a: 'maybe' reads as bool and is none"),
        ("a: " + "[" * 2000 + "]" * 2000, "1: : the values here are nested too deeply"),
        ("key: nothing\n", "1: : the key 'nothing' is not among the fields"),
        ("fields:\n  - {name: _id, enabled: false}\n", "1: : the key '_id' is not among"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_told_so(load: Load, text: str, mistake: str) -> None:
    (found,) = _mistakes(load({"customers.yaml": text}), "customers")

    assert found.startswith(mistake)


def test_a_new_model_says_what_it_lacks(load: Load) -> None:
    found = _mistakes(load({"gifts.yaml": "label: Gifts\nfields: []\n"}), "gifts")

    assert found == ["1: description: is missing", "1: key: is missing", "1: table: is missing"]


def test_a_mistake_in_one_model_hides_no_other(load: Load) -> None:
    catalog = load({"customers.yaml": "tabel: x\n", "gifts.yaml": GIFTS})

    assert "customers" in catalog.names
    assert catalog.model("gifts").label == "Gifts"
    assert catalog.model("stores").label == "Stores"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere:1: there is no such folder"):
        load_catalog([tmp_path / "nowhere"])


@pytest.mark.parametrize("name", ["gifts.yml", "My gifts.yaml", "1.yaml"])
def test_a_file_that_can_name_no_model_is_refused(load: Load, name: str) -> None:
    with pytest.raises(ConfigError, match=r"name the file <model>\.yaml"):
        load({name: GIFTS})
