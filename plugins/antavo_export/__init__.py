"""Loyalty data exports as Airflow DAGs: one YAML file each, compiled to one COPY statement."""
