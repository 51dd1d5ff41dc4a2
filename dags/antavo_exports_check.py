"""Shows the mistakes of all export files as one Airflow import error; defines no DAG itself."""

from antavo_export.orchestration.factory import check_folder
from antavo_export.orchestration.settings import exports_folder

check_folder(exports_folder(__file__))
