"""Imports run one way only."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.project import ROOT


def test_every_contract_about_imports_is_kept() -> None:
    checked = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout
