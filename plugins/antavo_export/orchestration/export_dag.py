"""The DAG of one export: extract, then one delivery per target."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from airflow.sdk import DAG, BaseOperator

from antavo_export.config.export import Export
from antavo_export.config.words import documentation
from antavo_export.orchestration.announce_operators import ENDED, ENDED_WELL, AnnounceOperator
from antavo_export.orchestration.assets import asset_of
from antavo_export.orchestration.complete_operator import CompleteOperator
from antavo_export.orchestration.deadline import deadline_alert
from antavo_export.orchestration.deliver_operators import DeliverOperator
from antavo_export.orchestration.extract_operator import ExtractOperator
from antavo_export.orchestration.run_form import form
from antavo_export.orchestration.timetables import timetable_for
from antavo_export.targets import Target

TAG: Final = "antavo-export"
MODEL_TAG: Final = "model:"
TARGET_TAG: Final = "target:"

TASK_DEFAULTS: Final[dict[str, Any]] = {
    "retries": 3,
    "retry_delay": timedelta(minutes=1),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=30),
    "execution_timeout": timedelta(hours=12),
    # Where many exports are due at once, a file that is made goes out before the next is begun.
    # By Airflow's own rule all of them would be extracted first.
    "weight_rule": "upstream",
}
# Runs of one export may overlap, as each has its own files, so a slow one need not hold up the
# next. But each reads with up to four database connections, and Airflow's own limit of 16 runs
# would let one backfill take all that a server has.
MAX_ACTIVE_RUNS: Final = 4


def export_dag(
    export: Export, *, target_pools: bool = False, recipients: Sequence[str] = ()
) -> DAG:
    """Return the DAG of ``export``; the same export gives the same DAG.

    With ``target_pools`` each delivery takes a slot of its connection's pool, which must exist.
    ``recipients`` are told of its runs when it does not say itself who is.
    """
    config = export.config
    recipients = config.notify if config.announces else recipients
    with DAG(
        dag_id=export.export_id,
        dag_display_name=config.name,
        schedule=timetable_for(config.schedule),
        catchup=False,  # the timetable itself makes up for missed firings
        max_active_runs=MAX_ACTIVE_RUNS,
        is_paused_upon_creation=config.schedule.paused,
        doc_md=documentation(export),
        tags=sorted(_tags(export)),
        deadline=deadline_alert(export, recipients),
        default_args={**TASK_DEFAULTS, "owner": config.owner},
        # Airflow finds it among the names of the DAG file. By itself it would also take one whose
        # making fails half-way, and then refuse the placeholder as a second DAG of that id.
        auto_register=False,
    ) as dag:
        asset = asset_of(export.export_id)
        extract = ExtractOperator(
            task_id="extract",
            # Tasks have documentation of their own: without any, OpenLineage's provider sends the
            # DAG's with their events, and that tells the values of filters and maps.
            doc_md=f"Reads {export.model.label} into a file of the store.",
            export=export,
            # Asked for what was delivered last; without need it would only be noise in the graph.
            inlets=[asset] if config.expect.change else [],
        )
        deliveries = [
            DeliverOperator(
                task_id=task_id,
                doc_md=f"Sends the file to {target.connection} by {target.type.upper()}.",
                target=target_data(target),
                extract_task_id=extract.task_id,
                pool=target.pool if target_pools else None,
                max_active_tis_per_dag=1 if target.one_at_a_time else None,
            )
            for task_id, target in delivery_tasks(export)
        ]
        extract >> deliveries
        last = _last_of(extract, deliveries)
        last.outlets.append(asset)
        if recipients or config.notifiers:
            _announce(export, recipients, [extract, *deliveries], last)
    # Added last: given to the DAG, their defaults would be validated for each of thousands of
    # DAGs, which takes longer than all the rest of building one, and copied into every task.
    dag.params.update(form())
    return dag


def _last_of(extract: BaseOperator, deliveries: list[DeliverOperator]) -> BaseOperator:
    """Return the task whose success means that the export has done what it is for."""
    if len(deliveries) < 2:  # noqa: PLR2004 - none or one
        return deliveries[0] if deliveries else extract
    complete = CompleteOperator(
        task_id="complete",
        doc_md="Ends the run when every target has the file.",
        extract_task_id=extract.task_id,
    )
    deliveries >> complete
    return complete


def _announce(
    export: Export, recipients: Sequence[str], tasks: list[BaseOperator], last: BaseOperator
) -> None:
    """Add one task that tells of success and one that tells of failure; only one of them does.

    Trigger rules rather than callbacks: they also run when a worker died with its task, and in a
    worker, not in the process that parses DAG files.
    """
    reporting = [task.task_id for task in tasks]
    for task_id, rule in (("announce", ENDED_WELL), ("announce_failure", ENDED)):
        told = AnnounceOperator(
            task_id=task_id,
            doc_md="Tells people how the run ended.",
            export=export,
            recipients=recipients,
            reporting=reporting,
            trigger_rule=rule,
            retries=0,
        )
        list(dict.fromkeys([*tasks, last])) >> told


def _tags(export: Export) -> set[str]:
    targets = {f"{TARGET_TAG}{target.type}" for target in export.config.targets}
    return {TAG, f"{MODEL_TAG}{export.model.name}", *targets, *export.config.tags}


def delivery_tasks(export: Export) -> Iterator[tuple[str, Target]]:
    """Yield the task id and the target of every delivery; one target alone is just ``deliver``."""
    targets = export.config.targets
    for number, target in enumerate(targets, start=1):
        yield f"deliver_{number}" if len(targets) > 1 else "deliver", target


def target_data(target: Target) -> dict[str, Any]:
    """Return a target's section as plain data, without what is left at its default."""
    return target.model_dump(mode="json", exclude_defaults=True) | {"type": target.type}
