"""The documentation's reference of the configuration file."""

import re
from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.loader import build_export
from antavo_export.config.reference_page import page
from antavo_export.config.yaml_source import YamlSource
from antavo_export.expressions.aggregates import AGGREGATES
from antavo_export.expressions.operators import OPERATORS

FILE = Path(__file__).parents[3] / "docs" / "configuration.md"
MINIMAL = {"name": "x", "model": "customers", "filters": "none", "fields": "all"}


def test_the_committed_page_is_what_the_models_say() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), (
        "write it anew: python -m antavo_export.config.reference_page docs/configuration.md"
    )


def test_every_key_operator_and_aggregation_is_on_the_page() -> None:
    names = {*ExportConfig.model_fields, *OPERATORS, *AGGREGATES}

    assert [name for name in names if f"\n| `{name}` |" not in page()] == []


def test_every_link_of_the_page_leads_somewhere() -> None:
    anchors = {re.sub(r"[^a-z0-9 ]", "", line.lower()).strip().replace(" ", "-")
               for line in re.findall(r"^#+ (.*)$", page(), re.MULTILINE)}  # fmt: skip
    links = set(re.findall(r"\]\(([^)]+)\)", page()))

    assert links
    for link in links:
        target = link.removeprefix("#")
        assert target in anchors if link.startswith("#") else (FILE.parent / link).is_file()


EXAMPLES = re.findall(r"```yaml\n(.*?)```", page(), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.splitlines()[0][:30])
def test_an_example_of_the_page_loads(example: str) -> None:
    rest = "".join(f"{k}: {v}\n" for k, v in MINIMAL.items() if f"\n{k}:" not in f"\n{example}")

    source = YamlSource(Path("example.yaml"), example + rest)

    assert build_export("example", source, load_catalog()).config.model == "customers"
