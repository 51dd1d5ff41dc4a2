"""The tasks of the one-off DAG: its export stands in the conf of the run."""

import re
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk import BaseOperator

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import build_from_data
from antavo_export.orchestration.export_dag import target_data
from antavo_export.orchestration.failing_fast import failing_fast
from antavo_export.orchestration.run_form import CONF
from antavo_export.orchestration.settings import settings

if TYPE_CHECKING:
    from airflow.sdk import Context

_OF_THE_RUN: Final = ("as_of", "deliver")


def export_in_conf(context: "Context") -> Export:
    """Return the export that the conf of the run describes.

    Raises:
        ConfigError: with every mistake in the conf, in the same words as for a file.
    """
    conf = context["dag_run"].conf or {}
    data = {key: value for key, value in conf.items() if key not in _OF_THE_RUN}
    catalog = load_catalog(settings().catalog_overlays)
    return build_from_data(context["dag_run"].dag_id, data, catalog, origin=CONF)


class CheckConfOperator(BaseOperator):
    """Check the export in the conf before anything is read, and return its targets."""

    def execute(self, context: "Context") -> list[dict[str, Any]]:
        """Return the targets as plain data; fail at once when the conf has mistakes."""
        with failing_fast():
            return [target_data(target) for target in export_in_conf(context).config.targets]


class ExtractConfOperator(BaseOperator):
    """Read the rows of the export in the conf into a file of the store."""

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return the receipt as plain data."""
        from antavo_export.orchestration.extraction import extract_run  # noqa: PLC0415 - see ExtractOperator

        with failing_fast():
            export = export_in_conf(context)
            slug = re.sub(r"[^a-z0-9]+", "_", export.config.name.lower()).strip("_")
            return extract_run(export, context, file_stem=slug or None).as_dict()
