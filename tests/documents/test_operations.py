"""The tables of the page on operations, against the code."""

import inspect
import re
from pathlib import Path

import pytest

import antavo_export.errors
from antavo_export.errors import ExportError
from antavo_export.orchestration.settings import Settings, settings
from tests.architecture.project import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DELIVERY = (ROOT / "docs" / "delivery.md").read_text(encoding="utf-8")
SETTING = re.compile(r"^\| `(\w+)` \| (.+?) \| ", re.MULTILINE)
ERROR = re.compile(r"`(\w+Error)`")
GROUPS = {"ExportError", "PermanentError", "RetriableError", "DeliveryInterruptedError",
          "DeliveryRefusedError"}  # fmt: skip


def described() -> dict[str, str]:
    """Return the settings on the page with their defaults."""
    section = PAGE.partition("## Settings")[2].partition("\n## ")[0]
    return dict(SETTING.findall(section))


def test_the_page_describes_every_setting_and_no_other() -> None:
    limits = {f"retention_{name}" for name in type(settings().retention).model_fields}
    assert set(described()) == {*Settings.__dataclass_fields__, *limits} - {"retention"}


def test_the_defaults_on_the_page_are_those_in_force_when_nothing_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AIRFLOW__ANTAVO_EXPORT__STORE", raising=False)
    now = settings()
    told = described()
    for name in ("smtp_connection", "target_pools", "download_right", "page_writes_files"):
        assert told[name] == f"`{getattr(now, name)}`"
    assert told["retention_days"] == f"{now.retention.days:g}"
    assert (now.retention.files, now.retention.bytes) == (None, None)
    assert Path(now.store).name == "exports"
    assert now.export_configs.name == "export_configs"
    assert now.catalog_overlays == ()


def test_every_error_that_a_run_can_end_with_is_explained() -> None:
    classes = {
        name
        for name, each in inspect.getmembers(antavo_export.errors, inspect.isclass)
        if issubclass(each, ExportError)
    }
    explained = {*ERROR.findall(PAGE), *ERROR.findall(DELIVERY)}
    assert classes - GROUPS - explained == set()
    assert set(ERROR.findall(PAGE)) <= classes
