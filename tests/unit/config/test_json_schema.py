"""The JSON schema that editors use."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import export_files
from antavo_export.config.json_schema import json_schema, schema_text
from antavo_export.config.target_checks import VARIABLES
from antavo_export.config.yaml_source import YamlSource
from antavo_export.targets import SftpTarget

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "docs" / "export.schema.json"
SHIPPED = sorted(export_files(ROOT / "export_configs"))
MINIMAL = "name: x\nmodel: customers\nfilters: none\nfields: all\n"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Return a validator of the committed schema."""
    return Draft202012Validator(json.loads(COMMITTED.read_text(encoding="utf-8")))


def data(text: str) -> object:
    """Return YAML text as our loader reads it."""
    return YamlSource(Path("export.yaml"), text).data


def test_the_committed_schema_is_what_the_models_say() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(load_catalog()), (
        "write it anew: antavo-export schema > docs/export.schema.json"
    )


def test_the_schema_tells_what_a_path_may_mention() -> None:
    told = SftpTarget.model_fields["path"].description or ""
    assert [name for name in VARIABLES if f"`{name}`" not in told] == []


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema(load_catalog()))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_export_is_valid_and_names_its_schema(
    file: Path, validator: Draft202012Validator
) -> None:
    text = file.read_text(encoding="utf-8")
    first, _, _ = text.partition("\n")
    _, _, schema = first.partition("# yaml-language-server: $schema=")

    assert [error.message for error in validator.iter_errors(data(text))] == []
    assert (file.parent / schema).resolve() == COMMITTED


@pytest.mark.parametrize(
    "text",
    [
        "name: 2027\nmodel: customers\nfilters: none\nfields: all\n",
        MINIMAL + "aggregate: yes\n",
        MINIMAL + "file: {header: off, delimiter: semicolon}\n",
        MINIMAL + "file: {format: psv, header: true, archive: zip}\n",
        MINIMAL + "schedule: daily\n",
        MINIMAL + "schedule: {daily: true, at: 05:30}\n",
        MINIMAL + "schedule: {weekly: [mon, Tuesday, Wed], at: [05:30, '17:00']}\n",
        MINIMAL + "schedule: {monthly: [1, last], at: 05:30, except: 2027-12-25}\n",
        MINIMAL + "schedule: {on: 2027-03-01T05:00}\n",
        MINIMAL + "target: none\n",
        MINIMAL + "target: {path: /in/x.csv}  # the rest is in the folder's defaults\n",
        MINIMAL + "target:\n  - {type: sftp, connection: a, path: x}\n"
        "  - {type: ftps, connection: b, path: y, mode: 640}\n",
        MINIMAL.replace("all", "[{from: properties.size, replace: {1: S, 2.5: L}, default: 0}]"),
        MINIMAL.replace("none", "[[{attribute: brand_field, operator: in, value: [1, a, 2.5]}]]"),
        MINIMAL.replace("customers", "a_model_of_a_brand"),
    ],
)
def test_what_the_loader_may_accept_is_not_marked(
    text: str, validator: Draft202012Validator
) -> None:
    assert [error.message for error in validator.iter_errors(data(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "name: x\nmodel: customers\nfields: all\n",
        MINIMAL + "owners: me\n",
        MINIMAL + "file: {format: xlsx}\n",
        MINIMAL + "file: {format: psv, delimiter: ';'}\n",
        MINIMAL + "schedule: hourly\n",
        MINIMAL + "schedule: {weekly: [funday]}\n",
        MINIMAL + "target: {type: s3, connection: a, path: x}\n",
        MINIMAL + "notify: [crm]\n",
        MINIMAL + "max_parallel: 5\n",
        MINIMAL.replace("none", "[[{attribute: email, operator: eq, value: a}]]"),
        MINIMAL.replace("none", "[{attribute: email, operator: equals, value: a}]"),
        MINIMAL.replace("all", "[{from: score, aggregation: median}]"),
    ],
)
def test_what_is_wrong_whatever_the_catalogue_says_is_marked(
    text: str, validator: Draft202012Validator
) -> None:
    assert not validator.is_valid(data(text))


def test_the_models_and_fields_of_a_brand_are_on_offer(tmp_path: Path) -> None:
    (tmp_path / "gifts.yaml").write_text(
        "label: Gifts\ndescription: Gifts.\ntable: shop.gifts\nkey: id\n"
        "fields:\n  - {name: id, type: string}\n  - {name: wrapped, type: boolean}\n",
        encoding="utf-8",
    )

    schema = json_schema(load_catalog([tmp_path]))

    assert "gifts" in schema["properties"]["model"]["anyOf"][0]["enum"]
    offered = schema["$defs"]["field of gifts"]["anyOf"][0]["enum"]
    assert offered == ["id", "wrapped"]
