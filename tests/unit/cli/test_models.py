"""The data models, from the command line."""

import json
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from tests.fixtures.command_line import CommandLine

GIFTS = """\
label: Gifts
description: Gifts.
table: shop.gifts
key: id
fields:
  - {name: id, type: string, mandatory: true}
  - {name: colour, type: enum, values: [red], open: true, computed: true}
"""


def test_every_data_model_is_listed(antavo_export: CommandLine) -> None:
    lines = antavo_export("models").out.splitlines()

    assert [line.split()[0] for line in lines[2:]] == list(load_catalog().names)


def test_every_field_of_a_data_model_is_listed(antavo_export: CommandLine) -> None:
    answer = antavo_export("models", "customers")

    first = [line.split(" ")[0] for line in answer.out.splitlines()[5:]]
    assert first == [field.name for field in load_catalog().model("customers").declared]


def test_json_is_for_programs(antavo_export: CommandLine) -> None:
    model = json.loads(antavo_export("models", "coupons", "--json").out)
    every = json.loads(antavo_export("models", "--json").out)

    assert [one["name"] for one in every] == list(load_catalog().names)
    assert model in every
    status = next(field for field in model["fields"] if field["name"] == "status")
    assert status["type"] == "enum"
    assert status["computed"] is True
    assert "redeemed" in status["values"]
    assert status["operators"] == [
        "equals", "not_equals", "in", "not_in", "is_empty", "is_not_empty",
    ]  # fmt: skip


def test_an_unknown_data_model_is_answered_with_the_right_one(antavo_export: CommandLine) -> None:
    answer = antavo_export("models", "custommers")

    assert answer.code == 1
    assert answer.err == "there is no data model 'custommers'; did you mean 'customers'?\n"


def test_the_models_of_a_brand_are_among_them(
    antavo_export: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gifts.yaml").write_text(GIFTS, encoding="utf-8")
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__CATALOG_OVERLAYS", f":{tmp_path}")

    assert antavo_export("models", "gifts").out == (
        "Gifts: Gifts.\n"
        "Table shop.gifts, key id\n"
        "\n"
        "field   type    mandatory  computed  possible values  description\n"
        "------  ------  ---------  --------  ---------------  -----------\n"
        "id      string  yes\n"
        "colour  enum               yes       red, …\n"
    )


def test_a_broken_overlay_is_told_with_its_line(
    antavo_export: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gifts.yaml").write_text(GIFTS.replace("enum", "enumm"), encoding="utf-8")
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__CATALOG_OVERLAYS", str(tmp_path))

    answer = antavo_export("models", "gifts")

    assert answer.code == 1
    assert answer.err.startswith(f"{tmp_path}/gifts.yaml:7: ")
