"""One command sets up, one demonstrates, one tests, and the automatic checks use the same."""

import shutil
import subprocess

import pytest

from tests.architecture.project import ROOT, make_targets


def test_the_automatic_checks_run_what_people_run() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert {"make check", "make test"} <= set(lines)


def test_help_explains_every_target_meant_for_people() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    shown = subprocess.run(  # noqa: S603 - make itself
        [make, "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    explained = {line.split()[1] for line in shown.stdout.splitlines()}
    assert explained == make_targets() - {"python", "installed"}
