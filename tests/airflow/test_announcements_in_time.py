"""When a failed run is told of: the states of its tasks are set, and Airflow's own rules decide."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pendulum
import pytest
from airflow.dag_processing.collection import update_dag_parsing_results_in_db
from airflow.models.dagbundle import DagBundleModel
from airflow.models.dagrun import DagRun
from airflow.models.serialized_dag import SerializedDagModel
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException
from airflow.serialization.serialized_objects import LazyDeserializedDAG
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState
from airflow.utils.types import DagRunTriggeredByType, DagRunType
from sqlalchemy.orm import Session

from antavo_export.orchestration.announce_operators import AnnounceOperator
from antavo_export.orchestration.factory import build_dags

FIRING = pendulum.datetime(2026, 3, 30)
TARGET = "{{type: sftp, connection: {0}, path: /{0}.csv}}"
TEXT = f"""\
name: Stores
model: stores
filters: none
fields: all
schedule: daily
notify: [crm@example.com]
target: [{TARGET.format("first")}, {TARGET.format("second")}]
"""
Step = Callable[..., tuple[set[str], str]]


@pytest.fixture
def dag(tmp_path: Path) -> DAG:
    (tmp_path / "twice.yaml").write_text(TEXT, encoding="utf-8")
    dag = build_dags(tmp_path)["twice"]
    dag.fileloc, dag.relative_fileloc = str(tmp_path / "dags.py"), "dags.py"
    return dag


@pytest.fixture
def step(airflow_database: Path, dag: DAG) -> Iterator[Step]:
    """Return what sets states of tasks and says which ones may start then, and the run's state."""
    assert airflow_database.is_dir()
    with create_session() as session:
        run = begun(session, dag)

        def next_step(**states: str) -> tuple[set[str], str]:
            for task in run.get_task_instances(session=session):
                if task.task_id in states:
                    task.state, task.end_date = states[task.task_id], FIRING
            session.flush()
            may_start, _ = run.update_state(session=session)
            return {task.task_id for task in may_start}, str(run.state)

        yield next_step
        session.rollback()


def begun(session: Session, dag: DAG) -> DagRun:
    session.merge(DagBundleModel(name="dags-folder"))
    session.flush()
    lazy = [LazyDeserializedDAG.from_dag(dag)]
    update_dag_parsing_results_in_db("dags-folder", None, lazy, {}, None, set(), session)
    stored = SerializedDagModel.get_dag(dag.dag_id, session=session)
    assert stored is not None
    run = stored.create_dagrun(
        run_id="scheduled__1",
        logical_date=FIRING,
        data_interval=(FIRING, FIRING),
        run_after=FIRING,
        run_type=DagRunType.SCHEDULED,
        triggered_by=DagRunTriggeredByType.TEST,
        state=DagRunState.RUNNING,
        session=session,
    )
    run.dag = stored
    return run


def test_failure_is_told_when_no_delivery_is_tried_again_and_the_run_stays_failed(
    step: Step,
) -> None:
    waiting, _ = step(extract="success", deliver_1="failed", deliver_2="up_for_retry")
    over, _ = step(deliver_2="success")
    nothing, state = step(announce_failure="success")

    assert "announce_failure" not in waiting
    assert over == {"announce_failure"}
    assert (nothing, state) == (set(), "failed")


def test_a_run_whose_end_fails_after_its_deliveries_is_told_of_as_failed(step: Step) -> None:
    delivered, _ = step(extract="success", deliver_1="success", deliver_2="success")
    over, _ = step(complete="failed")
    _, state = step(announce_failure="success")

    assert delivered == {"complete"}
    assert over == {"announce_failure"}
    assert state == "failed"


def test_where_all_is_well_success_is_told_and_failure_skips_itself(step: Step, dag: DAG) -> None:
    step(extract="success", deliver_1="success", deliver_2="success")
    over, _ = step(complete="success")
    _, state = step(announce="success", announce_failure="skipped")
    states = {"scheduled__1": dict.fromkeys(["extract", "complete"], "success")}
    asked: Any = SimpleNamespace(
        dag_id="twice", run_id="scheduled__1", get_task_states=lambda **_: states
    )

    assert over == {"announce", "announce_failure"}
    assert state == "success"
    task = dag.get_task("announce_failure")
    assert isinstance(task, AnnounceOperator)
    with pytest.raises(AirflowSkipException, match="nothing has failed"):
        task.execute({"ti": asked})
