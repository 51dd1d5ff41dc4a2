"""Every export of the folder of exports as an Airflow DAG."""

from antavo_export.orchestration.factory import build_dags
from antavo_export.orchestration.settings import exports_folder

globals().update(build_dags(exports_folder(__file__)))
