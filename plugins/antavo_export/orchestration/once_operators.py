"""The tasks of the one-off DAG: its export stands in the conf of the run."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowSkipException

from antavo_export.catalog import load_catalog
from antavo_export.config.allowed_notifiers import refused_notifiers
from antavo_export.config.data_source import DataSource
from antavo_export.config.export import Export
from antavo_export.errors import ConfigError
from antavo_export.orchestration.announce_operators import AnnounceOperator, asked_for_failures
from antavo_export.orchestration.download_link import DownloadLink
from antavo_export.orchestration.export_dag import target_data
from antavo_export.orchestration.failing_fast import failing_fast
from antavo_export.orchestration.run_form import export_in_conf
from antavo_export.orchestration.settings import settings

if TYPE_CHECKING:
    from airflow.sdk import Context


def export_of(context: "Context") -> Export:
    """Return the export that the conf of the run describes; see `export_in_conf`."""
    run = context["dag_run"]
    return export_in_conf(run.dag_id, run.conf or {}, load_catalog(settings().catalog_overlays))


class CheckConfOperator(BaseOperator):
    """Check the export in the conf before anything is read, and return its targets."""

    def execute(self, context: "Context") -> list[dict[str, Any]]:
        """Return the targets as plain data; fail at once when the conf has mistakes."""
        with failing_fast(context):
            export = export_of(context)
            conf = DataSource(export.source, export.data)
            refused = refused_notifiers(export, settings().notifiers, conf)
            if refused:
                raise ConfigError(refused)
            return [target_data(target) for target in export.config.targets]


class ExtractConfOperator(BaseOperator):
    """Read the rows of the export in the conf into a file of the store."""

    operator_extra_links = (DownloadLink(),)
    has_file = False

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return the receipt as plain data."""
        from antavo_export.orchestration.acceptance import accepted  # noqa: PLC0415 - see ExtractOperator
        from antavo_export.orchestration.extraction import extract_run  # noqa: PLC0415 - see ExtractOperator

        with failing_fast(context):
            export = export_of(context)
            receipt = extract_run(export, context, file_stem=_slug(export.config.name))
            self.has_file = True
            return accepted(export, receipt, self, context)


class AnnounceConfOperator(BaseOperator):
    """Tell those whom the conf names how the run ended, or else those of the settings.

    :param reporting: the tasks whose results are told: what extracts, then what delivers
    """

    ui_color = AnnounceOperator.ui_color

    def __init__(self, *, reporting: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reporting = tuple(reporting)

    def execute(self, context: "Context") -> dict[str, Any]:
        """Return who was told, or why nobody could be."""
        from antavo_export.orchestration.notifying import tell  # noqa: PLC0415 - see AnnounceOperator
        from antavo_export.orchestration.run_news import news_of  # noqa: PLC0415 - see AnnounceOperator

        failing = asked_for_failures(self, context, ("check", *self.reporting))
        export = self._export(context)
        config = export.config if export else None
        recipients = config.notify if config and config.announces else settings().notify
        notifiers = config.notifiers if config else ()
        if not recipients and not notifiers:
            raise AirflowSkipException("nobody is to be told of this run")
        news = news_of(export, context, self.reporting, failing=failing)
        return tell(news, recipients, notifiers)

    def _export(self, context: "Context") -> Export | None:
        """Return the export; None when the conf has mistakes, so what it says is not trusted."""
        try:
            return export_of(context)
        except ConfigError:
            return None


def _slug(name: str) -> str | None:
    """Return a name that any file system takes, or None when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or None
