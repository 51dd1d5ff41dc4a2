"""Airflow executes every file below its plugins folder; ours shows it one."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.project import ROOT

# Loads the plugins the way Airflow's processes do, but in a fresh one: in this one every module of
# the package may have been imported already, under its right name or another.
PROGRAM = """
import json, sys
from airflow import plugins_manager

names = [plugin["name"] for plugin in plugins_manager.get_plugin_info(["name"])]
below = {
    name: module.__file__
    for name, module in sys.modules.items()
    if str(getattr(module, "__file__", "")).startswith(sys.argv[1])
}
print(json.dumps([names, plugins_manager.get_import_errors(), below]))
"""


def test_the_entry_file_is_the_only_module_that_airflow_executes(tmp_path: Path) -> None:
    plugins = ROOT / "plugins"
    clean = {name: value for name, value in os.environ.items() if "AIRFLOW" not in name}
    output = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, str(plugins)],
        env={
            **clean,
            "AIRFLOW_HOME": str(tmp_path),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(plugins),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{tmp_path}/airflow.db",
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names, errors, below = json.loads(output.splitlines()[-1])
    assert errors == {}
    assert "antavo_export" in names
    top_level = {name for name in below if not name.startswith("antavo_export.")}
    assert top_level == {"antavo_export", "antavo_export_plugin"}
