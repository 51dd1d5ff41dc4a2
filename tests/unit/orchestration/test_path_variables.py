"""A path is tried when its file is checked with the variables that a run will have."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

from airflow.sdk import Context

from antavo_export.config.target_checks import SAMPLE, VARIABLES
from antavo_export.orchestration.deliver_operators import numbers, path_variables
from antavo_export.pipeline.store import LocalStore

RECEIPT = {"file_name": "weekly_20270301_050000.csv.gz", "run_moment": "2027-03-01T05:00:00+01:00"}
BOTH = "{{ '%05d' % run_number }}_{{ sequence }}.csv"


def context(number: int = 1) -> Context:
    """Return what a task of one run knows of itself."""
    task = SimpleNamespace(dag_id="weekly", run_id=f"manual__{number}")
    return cast("Context", {"ti": task})


def test_what_is_tried_and_documented_is_what_a_run_offers(tmp_path: Path) -> None:
    offered = path_variables(RECEIPT, context())
    offered |= numbers(BOTH, offered, LocalStore(tmp_path))

    assert {name: type(value) for name, value in offered.items()} == {
        name: type(value) for name, value in SAMPLE.items()
    }
    assert offered["extension"] == "csv.gz"
    assert offered.keys() == VARIABLES.keys()


def test_a_run_takes_a_number_only_when_its_path_mentions_one(tmp_path: Path) -> None:
    store, variables = LocalStore(tmp_path), path_variables(RECEIPT, context())

    assert numbers("/in/{{ export }}_run_number.csv", variables, store) == {}
    assert list(tmp_path.iterdir()) == []


def test_runs_are_numbered_for_the_export_and_for_the_day_of_their_moment(tmp_path: Path) -> None:
    store, given = LocalStore(tmp_path), []
    for number, day in ((1, "2027-03-01"), (2, "2027-03-01"), (3, "2027-02-28"), (2, "2027-03-01")):
        receipt = RECEIPT | {"run_moment": f"{day}T05:00:00+01:00"}
        given.append(numbers(BOTH, path_variables(receipt, context(number)), store))

    assert [(each["run_number"], each["sequence"]) for each in given] == [
        (1, 1),
        (2, 2),
        (3, 1),
        (2, 2),
    ]
