"""The modules that notifiers come from: looked for, never imported."""

import sys
from types import ModuleType

import pytest

from antavo_export.config.notifier import missing_module


def test_a_module_that_was_found_nowhere_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "made_up_here", ModuleType("made_up_here"))

    assert missing_module("made_up_here") == "made_up_here"


def test_the_first_part_that_is_missing_is_named() -> None:
    assert missing_module("json.decoder") is None
    assert missing_module("json.nothing.inside") == "json.nothing"
    assert missing_module("nothing_at_all.inside") == "nothing_at_all"
