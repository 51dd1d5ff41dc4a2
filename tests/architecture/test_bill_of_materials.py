"""The bill of materials names every package of a deployment."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.project import ROOT
from tests.architecture.test_lock_files import pins


def test_the_bill_of_materials_holds_every_pinned_package(tmp_path: Path) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    file = tmp_path / "sbom.cdx.json"
    subprocess.run(  # noqa: S603 - make itself
        [make, "--silent", "--old-file=setup-dev", "sbom", f"SBOM={file}"], cwd=ROOT, check=True
    )
    bill = json.loads(file.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "antavo-export"
    found = {part["name"]: part["version"] for part in bill["components"]}
    assert found == pins("requirements-cluster.lock")
