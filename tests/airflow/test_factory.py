"""From a folder of YAML files to DAGs: what each file becomes, and what it cannot do to others."""

import json
import os
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowFailException
from airflow.serialization.serialized_objects import DagSerialization
from airflow.task.priority_strategy import validate_and_load_priority_weight_strategy
from typing_extensions import override

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.errors import ConfigError
from antavo_export.orchestration.broken_dag import RefuseOperator
from antavo_export.orchestration.export_dag import MAX_ACTIVE_RUNS
from antavo_export.orchestration.extract_operator import ExtractOperator
from antavo_export.orchestration.factory import build_dags, check_folder, dag_of
from antavo_export.orchestration.settings import settings
from antavo_export.schedules import Daily

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "export_configs"
STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: daily\n"
OURS = {"antavo_export_once", "antavo_export_retention"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stores.yaml").write_text(STORES, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(STORES + "filtres: none\n", encoding="utf-8")
    return tmp_path


def serialized(dag: DAG) -> str:
    return json.dumps(DagSerialization.to_dict(dag), sort_keys=True)


def test_every_file_is_a_dag_and_the_product_s_own_are_always_there(folder: Path) -> None:
    assert set(build_dags(folder)) == {"stores", "broken"} | OURS


def test_a_broken_file_keeps_its_dag_its_schedule_and_says_what_to_mend(folder: Path) -> None:
    dag = build_dags(folder)["broken"]
    (task,) = dag.tasks

    assert isinstance(task, RefuseOperator)
    assert "config-error" in dag.tags
    assert getattr(dag.timetable, "summary", "") == "every day at 00:00, UTC"
    with pytest.raises(AirflowFailException, match=r"broken\.yaml:6: filtres: unknown key"):
        task.execute({})


def test_the_check_names_every_mistake_of_every_file_at_once(folder: Path) -> None:
    (folder / "worse.yaml").write_text("name: 1\nmodel: storse\n", encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        check_folder(folder)

    assert {mistake.file.name for mistake in error.value.mistakes} == {"broken.yaml", "worse.yaml"}


def test_a_folder_without_mistakes_passes_the_check() -> None:
    check_folder(SHIPPED)


@pytest.mark.parametrize(
    ("schedule", "paused"),
    [
        ("schedule: daily", False),
        ("schedule: {daily: true, paused: true}", True),
        ("schedule: now", False),
        ("", False),
        ("schedule: {daily: true, pause: true}", True),
        ("schedule: [", True),
    ],
)
def test_a_file_first_seen_with_a_mistake_becomes_active_only_if_it_says_so(
    tmp_path: Path, schedule: str, *, paused: bool
) -> None:
    text = STORES.replace("schedule: daily", f"filtres: none\n{schedule}")
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")

    dag = build_dags(tmp_path)["broken"]

    assert dag.task_ids == ["refuse"]
    assert dag.is_paused_upon_creation is paused
    assert (dag.catchup, dag.max_active_runs) == (False, MAX_ACTIVE_RUNS)


def test_now_never_fires_the_placeholder_of_a_file_that_is_being_written(tmp_path: Path) -> None:
    text = STORES.replace("schedule: daily", "filtres: none")
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")

    assert build_dags(tmp_path)["broken"].schedule is None


@pytest.mark.parametrize("name", ["my export", "stores (copy)", "línea", "a\nb"])
def test_a_name_that_can_be_no_id_costs_no_other_file_its_dag_and_the_check_tells_it(
    folder: Path, name: str
) -> None:
    (folder / f"{name}.yaml").write_text(STORES, encoding="utf-8")

    with pytest.raises(ConfigError, match="use letters, digits, _ and - only"):
        check_folder(folder)

    assert set(build_dags(folder)) == {"stores", "broken"} | OURS


class Unforeseen(Daily):
    """A schedule that trips over something nobody has thought of."""

    @override
    def in_words(self) -> str:
        raise OverflowError("date value out of range")


def test_what_nobody_has_foreseen_becomes_the_mistake_of_its_own_file(folder: Path) -> None:
    export = load_export(folder / "stores.yaml", load_catalog())
    config = export.config.model_copy(update={"schedule": Unforeseen(daily=True)})

    (task,) = dag_of(replace(export, config=config), settings()).tasks

    assert isinstance(task, RefuseOperator)
    with pytest.raises(AirflowFailException, match=r"stores\.yaml:1: no DAG could .* out of range"):
        task.execute({})


def test_airflow_takes_no_half_made_dag_by_itself_which_the_placeholder_would_collide_with(
    folder: Path,
) -> None:
    file = folder / "airflow_dags.py"
    imports = (
        "from pathlib import Path\nfrom antavo_export.orchestration.factory import build_dags\n"
    )
    file.write_text(f"{imports}build_dags(Path({str(folder)!r}))\n", encoding="utf-8")

    bag = DagBag(file)

    assert bag.import_errors == {}
    assert not {"stores", "broken"} & set(bag.dags)


def test_the_same_files_give_the_same_dags(folder: Path) -> None:
    first = {dag_id: serialized(dag) for dag_id, dag in build_dags(folder).items()}
    again = {dag_id: serialized(dag) for dag_id, dag in build_dags(folder).items()}

    assert first == again


def test_a_task_s_process_builds_only_its_own_dag(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_AIRFLOW_PARSING_CONTEXT_DAG_ID", "stores")

    assert set(build_dags(folder)) == {"stores"} | OURS


def test_each_target_is_a_task_of_its_own(tmp_path: Path) -> None:
    target = "{{type: sftp, connection: {0}, path: /in/{0}.csv}}"
    targets = ", ".join(target.format(name) for name in ("first", "second"))
    (tmp_path / "two.yaml").write_text(f"{STORES}target: [{targets}]\n", encoding="utf-8")

    dag = build_dags(tmp_path)["two"]

    assert set(dag.task_ids) == {"extract", "deliver_1", "deliver_2", "complete"}
    assert dag.get_task("extract").downstream_task_ids == {"deliver_1", "deliver_2"}


def test_a_file_is_delivered_before_the_next_export_begins(tmp_path: Path) -> None:
    text = STORES + "target: {type: sftp, connection: partner, path: /stores.csv}\n"
    (tmp_path / "stores.yaml").write_text(text, encoding="utf-8")
    tasks = build_dags(tmp_path)["stores"].task_dict
    weights: dict[str, int] = {}

    for name, task in tasks.items():
        rule: Any = task.weight_rule
        waiting: Any = SimpleNamespace(task=task)
        weights[name] = validate_and_load_priority_weight_strategy(rule).get_weight(waiting)

    assert weights["deliver"] > weights["extract"]


@pytest.mark.parametrize("protocol", ["sftp", "ftp", "ftps"])
@pytest.mark.parametrize("if_exists", ["replace", "fail", "number"])
def test_runs_deliver_one_at_a_time_where_the_server_would_let_them_take_each_others_name(
    protocol: str, if_exists: str, tmp_path: Path
) -> None:
    target = f"{{type: {protocol}, connection: c, path: /a.csv, if_exists: {if_exists}}}"
    (tmp_path / "one.yaml").write_text(f"{STORES}target: {target}\n", encoding="utf-8")

    task = build_dags(tmp_path)["one"].get_task("deliver")

    alone = protocol != "sftp" and if_exists != "replace"
    assert task.max_active_tis_per_dag == (1 if alone else None)


def test_a_filter_value_with_braces_is_never_rendered(tmp_path: Path) -> None:
    criterion = "{attribute: name, operator: equals, value: '{{ 6 * 7 }}'}"
    text = STORES.replace("filters: none", f"filters: [[{criterion}]]")
    (tmp_path / "braces.yaml").write_text(text, encoding="utf-8")
    task = build_dags(tmp_path)["braces"].get_task("extract")

    task.render_template_fields({})

    assert isinstance(task, ExtractOperator)
    spec: Any = task.spec
    assert spec["filters"][0][0]["value"] == "{{ 6 * 7 }}"


def test_parsing_loads_no_client_of_databases_transfers_or_clouds_and_no_web() -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from antavo_export.orchestration.factory import build_dags\n"
        f"build_dags(Path({str(SHIPPED)!r}))\n"
        "clients = ('psycopg', 'fastapi', 'asyncssh', 'boto3')\n"
        "print([name for name in clients if name in sys.modules])"
    )
    answer = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
    )

    assert answer.stdout.splitlines()[-1] == "[]"


def test_the_setting_names_the_folder_that_becomes_dags(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(folder))

    dags = runpy.run_path(str(ROOT / "dags" / "antavo_exports.py"))

    assert {name for name, value in dags.items() if isinstance(value, DAG)} - OURS == {
        "stores",
        "broken",
    }
