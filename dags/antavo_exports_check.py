"""Shows the mistakes of all export files as one Airflow import error; defines no DAG itself."""

from pathlib import Path

from antavo_export.orchestration.factory import check_folder

check_folder(Path(__file__).resolve().parents[1] / "export_configs")
