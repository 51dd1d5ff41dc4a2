"""The end of an extract task: may its file be sent, and what is said when it may not."""

import logging
from typing import TYPE_CHECKING, Any

from airflow.sdk.exceptions import AirflowSkipException

from antavo_export.config.export import Export
from antavo_export.errors import UnexpectedResultError
from antavo_export.orchestration.assets import describe, rows_delivered_last
from antavo_export.pipeline.acceptance import Action, judge
from antavo_export.pipeline.receipt import Receipt

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator, Context

log = logging.getLogger(__name__)
RESULT = "return_value"


def accepted(
    export: Export, receipt: Receipt, operator: "BaseOperator", context: "Context"
) -> dict[str, Any]:
    """Return the receipt as plain data, with ``warnings`` where something is not as expected.

    A file that must not be sent keeps its receipt, so that it can be downloaded and looked at; it
    says ``withheld``.

    Raises:
        UnexpectedResultError: the export's configuration says to stop.
        AirflowSkipException: it says to skip; what follows is skipped as well.
    """
    verdict = judge(export.config, receipt.rows, _rows_before(export, operator, context))
    for remark in verdict.remarks:
        log.info("expectations: %s", remark)
    for breach in verdict.breaches:
        log.warning("expectations: %s", breach)
    told = receipt.as_dict()
    if verdict.action is Action.DELIVER or context["params"].get("accept") is True:
        describe(operator, context, told)
        return {**told, "warnings": [f"{breach}." for breach in verdict.breaches]}
    said = "; ".join(verdict.breaches)
    skipped = f"{said}: nothing was delivered, the file is kept for download."
    skips = verdict.action is Action.SKIP
    warnings = [skipped] if skips else []
    context["ti"].xcom_push(key=RESULT, value={**told, "warnings": warnings, "withheld": True})
    if skips:
        raise AirflowSkipException(skipped)
    raise UnexpectedResultError(said, receipt.run_moment)


def _rows_before(export: Export, operator: "BaseOperator", context: "Context") -> int | None:
    if export.config.expect.change is None:
        return None
    return rows_delivered_last(operator, context)
