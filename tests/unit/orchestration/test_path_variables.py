"""A path is tried when its file is checked with the variables that a run will have."""

from types import SimpleNamespace
from typing import cast

from airflow.sdk import Context

from antavo_export.config.target_checks import SAMPLE, VARIABLES
from antavo_export.orchestration.deliver_operators import path_variables

RECEIPT = {"file_name": "weekly_20270301_050000.csv.gz", "run_moment": "2027-03-01T05:00:00+01:00"}


def test_what_is_tried_and_documented_is_what_a_run_offers() -> None:
    task = SimpleNamespace(dag_id="weekly", run_id="scheduled__2027-03-01T04:00:00+00:00")

    offered = path_variables(RECEIPT, cast("Context", {"ti": task}))

    assert {name: type(value) for name, value in offered.items()} == {
        name: type(value) for name, value in SAMPLE.items()
    }
    assert offered["extension"] == "csv.gz"
    assert offered.keys() == VARIABLES.keys()
