"""What the audit of dependencies says, and when it fails."""

import json
from typing import Any

import pytest

from deploy.audit import IGNORED, ask, ignored, report

FLAW = {"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2.0"], "description": "Bad"}


def answer(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_vulnerability_is_a_finding() -> None:
    text = answer({"name": "a", "version": "1.0", "vulns": [FLAW]})
    assert report(text, {}) == (["a 1.0: PYSEC-1, fixed in ['2.0']"], [])


@pytest.mark.parametrize("known_as", ["PYSEC-1", "CVE-2026-1"])
def test_a_finding_can_be_excused_by_any_of_its_names(known_as: str) -> None:
    text = answer({"name": "a", "version": "1.0", "vulns": [FLAW]})
    assert report(text, {known_as: "only on Windows"}) == ([], [])


def test_what_could_not_be_audited_is_said_and_no_finding() -> None:
    skipped = [{"name": name, "skip_reason": "not found"} for name in "abcd"]
    findings, unknown = report(answer(*skipped, {"name": "e", "version": "1", "vulns": []}), {})
    assert findings == []
    assert unknown == ["NOT AUDITED: the service does not know 4 of 5 packages (a, b, c, …)"]


@pytest.mark.parametrize("text", ["", "Traceback: no network", "{}"])
def test_a_service_that_cannot_be_asked_is_said_and_no_finding(text: str) -> None:
    assert report(text, {}) == ([], ["NOT AUDITED: the advisory service could not be asked"])


def test_a_service_that_takes_too_long_is_given_up() -> None:
    assert ask("requirements.lock", seconds=0.01) == ""


def test_an_excuse_needs_a_date_and_a_reason() -> None:
    assert ignored("# why\nCVE-2026-1 2026-11-25 needs a server that we never run\n")
    with pytest.raises(ValueError, match="a date and a reason"):
        ignored("CVE-2026-1 never mind\n")


def test_the_shipped_excuses_are_complete() -> None:
    ignored(IGNORED.read_text(encoding="utf-8"))
