"""The lock files pin everything, to known bytes, and to no place it must come from."""

import re
import tomllib
from typing import Any

import pytest

from tests.architecture.project import ROOT

SMALLER = ("requirements.lock", "requirements-cluster.lock")
DEVELOPMENT = "requirements-dev.lock"
LOCKS = (*SMALLER, DEVELOPMENT)
PIN = re.compile(r"(?P<name>[a-z0-9-]+)(\[[\w,-]+\])?==(?P<version>[^ ]+?)( ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def lines(lock: str) -> list[str]:
    return (ROOT / lock).read_text(encoding="utf-8").splitlines()


def pins(lock: str) -> dict[str, str]:
    found = [match for line in lines(lock) if (match := PIN.fullmatch(line))]
    return {match["name"]: match["version"] for match in found}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[=<>~!; ]", each)[0].lower() for each in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    odd = [line for line in lines(lock) if not PIN.fullmatch(line) and not HASH.fullmatch(line)]
    assert odd == []
    pairs = zip(lines(lock), lines(lock)[1:], strict=False)
    assert [pin for pin, after in pairs if PIN.fullmatch(pin) and not HASH.fullmatch(after)] == []
    assert pins(lock)


@pytest.mark.parametrize("smaller", SMALLER)
def test_the_development_lock_contains_the_others_at_the_same_versions(smaller: str) -> None:
    assert pins(smaller).items() - pins(DEVELOPMENT).items() == set()


def test_everything_that_the_project_asks_for_is_pinned() -> None:
    extras = project()["project"]["optional-dependencies"]
    needed = names(project()["project"]["dependencies"] + extras["demo"])
    assert needed - pins("requirements.lock").keys() == set()
    in_clusters = ("accounts", "s3", "celery", "lineage")
    cluster = names([each for extra in in_clusters for each in extras[extra]])
    assert cluster - pins("requirements-cluster.lock").keys() == set()
    everything = needed | names([each for extra in extras.values() for each in extra])
    assert everything - pins(DEVELOPMENT).keys() == set()


def test_the_build_backend_is_the_pinned_one() -> None:
    required = project()["build-system"]["requires"]
    assert required == [f"setuptools=={pins('requirements.lock')['setuptools']}"]
