"""The permanent DAG that runs an export nobody wrote a file for: its conf is the whole config."""

from typing import Final

from airflow.sdk import DAG

from antavo_export.config.folder import RESERVED
from antavo_export.orchestration.announce_operators import ENDED, ENDED_WELL
from antavo_export.orchestration.deliver_operators import DeliverOperator
from antavo_export.orchestration.export_dag import TAG, TASK_DEFAULTS
from antavo_export.orchestration.once_operators import (
    AnnounceConfOperator,
    CheckConfOperator,
    ExtractConfOperator,
)

ONCE: Final = RESERVED

_DOCUMENTATION: Final = """
Runs one export without a file of its own: the conf is what the YAML file would say, as JSON, and
may also hold `as_of` and `deliver`. It is checked before anything is read. Whom `notify` and
`notifiers` name is told how the run ended.

```json
{"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}
```
"""


def once_dag() -> DAG:
    """Return the one-off DAG; each of the conf's targets is a task of its own."""
    with DAG(
        dag_id=ONCE,
        dag_display_name="One-off export",
        schedule=None,
        is_paused_upon_creation=False,
        doc_md=_DOCUMENTATION,
        tags=[TAG],
        default_args=TASK_DEFAULTS,
    ) as dag:
        check = CheckConfOperator(task_id="check")
        extract = ExtractConfOperator(task_id="extract")
        deliver = DeliverOperator.partial(task_id="deliver", extract_task_id=extract.task_id)
        delivered = deliver.expand(target=check.output)
        check >> extract >> delivered
        for task_id, rule in (("announce", ENDED_WELL), ("announce_failure", ENDED)):
            [check, extract, delivered] >> AnnounceConfOperator(
                task_id=task_id,
                reporting=[extract.task_id, delivered.task_id],
                trigger_rule=rule,
                retries=0,
            )
    return dag
