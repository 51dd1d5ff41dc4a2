"""What expires, and why."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from antavo_export.config.retention import Retention
from antavo_export.pipeline.retention import Keep, expired
from antavo_export.pipeline.store import StoredRun

NOW = datetime(2026, 3, 31, tzinfo=UTC)


def run(name: str, days: float, size: int = 10, export_id: str = "events") -> StoredRun:
    return StoredRun(export_id, name, size, NOW - timedelta(days=days))


def gone(runs: list[StoredRun], overall: Keep, **per_export: Keep) -> list[str]:
    return [each.run.uri for each in expired(runs, NOW, overall, per_export)]


def test_nothing_expires_without_limits() -> None:
    assert gone([run("a", 1000)], Keep()) == []


def test_files_expire_by_age_the_oldest_first() -> None:
    assert gone([run("a", 8), run("b", 6.9), run("c", 20)], Keep(days=7)) == ["c", "a"]


def test_only_the_newest_files_stay() -> None:
    assert gone([run("a", 3), run("b", 1), run("c", 2)], Keep(files=2)) == ["a"]


def test_the_newest_that_fit_stay() -> None:
    runs = [run("a", 3, 10), run("b", 2, 50), run("c", 1, 60)]
    assert gone(runs, Keep(bytes=115)) == ["a"]
    assert gone(runs, Keep(bytes=110)) == ["a"]
    assert gone(runs, Keep(bytes=109)) == ["a", "b"]


def test_an_exports_own_limits_concern_its_own_files() -> None:
    runs = [run("a", 9), run("b", 8, export_id="coupons"), run("c", 7)]
    assert gone(runs, Keep(), events=Keep(files=1)) == ["a"]


def test_the_overall_limit_counts_what_own_limits_leave() -> None:
    runs = [run("a", 3, 100), run("b", 2, 10, "coupons"), run("c", 1, 10)]
    assert gone(runs, Keep(bytes=20), events=Keep(days=2)) == ["a"]


def test_the_longest_time_that_can_be_asked_for_is_reckoned_with() -> None:
    asked = Keep(**Retention(days=36500).model_dump())
    assert gone([run("a", 1000), run("b", 36501)], Keep(), events=asked) == ["b"]


@pytest.mark.parametrize("days", [36501, 999_999, 1e300, math.inf, math.nan])
def test_no_longer_time_can_be_asked_for(days: float) -> None:
    with pytest.raises(ValidationError):
        Retention(days=days)


def test_the_reason_is_told() -> None:
    (found,) = expired([run("a", 9)], NOW, Keep(), {"events": Keep(days=7)})
    assert found.why == "this export keeps files for 7 days"
