"""Every export below ``export_configs/`` as an Airflow DAG."""

from pathlib import Path

from antavo_export.orchestration.factory import build_dags

globals().update(build_dags(Path(__file__).resolve().parents[1] / "export_configs"))
