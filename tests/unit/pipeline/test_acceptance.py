"""What becomes of a finished file, by its rows alone."""

from pathlib import Path
from typing import Any

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.loader import build_from_data
from antavo_export.pipeline.acceptance import Action, judge

MINIMAL = {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}


def config(**more: Any) -> ExportConfig:
    return build_from_data("stores", MINIMAL | more, load_catalog(), origin=Path("conf")).config


@pytest.mark.parametrize(
    ("empty", "action"),
    [("deliver", Action.DELIVER), ("skip", Action.SKIP), ("fail", Action.STOP)],
)
def test_a_file_without_rows_is_met_as_the_export_says(empty: str, action: Action) -> None:
    assert judge(config(empty=empty), 0, None).action is action
    assert judge(config(empty=empty), 1, None).action is Action.DELIVER


def test_skipping_an_empty_file_comes_before_what_is_expected_of_it() -> None:
    assert judge(config(empty="skip", expect={"min_rows": 10}), 0, 100).action is Action.SKIP


@pytest.mark.parametrize(
    ("rows", "action"),
    [(9, Action.STOP), (10, Action.DELIVER), (20, Action.DELIVER), (21, Action.STOP)],
)
def test_the_limits_themselves_are_allowed(rows: int, action: Action) -> None:
    assert judge(config(expect={"min_rows": 10, "max_rows": 20}), rows, None).action is action


@pytest.mark.parametrize(
    ("rows", "action"),
    [(49, Action.STOP), (50, Action.DELIVER), (150, Action.DELIVER), (151, Action.STOP)],
)
def test_a_change_counts_in_both_directions_from_the_rows_before(rows: int, action: Action) -> None:
    assert judge(config(expect={"change": "50%"}), rows, 100).action is action


def test_any_row_after_none_is_a_change_beyond_measure() -> None:
    verdict = judge(config(expect={"change": "50%"}), 3, 0)

    assert verdict.breaches == (
        "the file has 3 rows, more than the 0 delivered last; a change of up to 50% is expected",
    )
    assert judge(config(expect={"change": "50%"}), 0, 0).action is Action.DELIVER


def test_the_first_file_has_nothing_to_compare_with_and_says_so() -> None:
    verdict = judge(config(expect={"change": "1%"}), 5000, None)

    assert verdict.action is Action.DELIVER
    assert verdict.remarks == (
        "no file has been delivered before, so the change of rows is not checked",
    )


def test_every_breach_is_told_with_plain_numbers_and_a_warning_delivers() -> None:
    expect = {"min_rows": 2000, "change": "10%", "on_breach": "warn"}

    verdict = judge(config(expect=expect), 1200, 2400)

    assert verdict.action is Action.DELIVER
    assert verdict.breaches == (
        "the file has 1,200 rows, at least 2,000 are expected",
        "the file has 1,200 rows, 50.0% fewer than the 2,400 delivered last; "
        "a change of up to 10% is expected",
    )
