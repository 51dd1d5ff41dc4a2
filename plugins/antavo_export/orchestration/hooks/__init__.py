"""Opening a target through its Airflow connection: the providers' hooks, made safe and fast."""

from antavo_export.orchestration.hooks.opening import open_remote

__all__ = ["open_remote"]
