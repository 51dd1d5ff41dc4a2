"""Exports as Airflow sees them: operators, hooks, DAGs. Nothing outside imports Airflow."""
