"""The one file of this folder that Airflow executes as a plugin; the package does the work."""

from antavo_export.ui.plugin import AntavoExportPlugin

__all__ = ["AntavoExportPlugin"]
