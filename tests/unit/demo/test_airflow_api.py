"""The demo tells why Airflow did not do what it was asked, instead of waiting for ever."""

from collections.abc import Callable

import httpx
import pytest

from demo.airflow_api import AirflowApi, AirflowError

RUN = "/api/v2/dags/daily/dagRuns/r1"

LOG = {
    "content": [
        {"event": "::group::Log message source details"},
        {"event": "Begun", "level": "info"},
        {
            "event": "Task failed with exception",
            "level": "error",
            "error_detail": [{"exc_type": "OperationalError", "exc_value": "no such host"}],
        },
    ]
}


def api(answer: Callable[[httpx.Request], httpx.Response]) -> AirflowApi:
    """Return calls that a function answers instead of Airflow."""
    transport = httpx.MockTransport(answer)
    return AirflowApi(httpx.Client(transport=transport, base_url="http://airflow.example"))


def run(state: str, **tasks: str) -> AirflowApi:
    """Return calls to an Airflow with one run, its tasks in the given states."""

    def answer(request: httpx.Request) -> httpx.Response:
        instances = [
            {"task_id": name, "state": state, "try_number": 1} for name, state in tasks.items()
        ]
        content = {RUN: {"state": state}, f"{RUN}/taskInstances": {"task_instances": instances}}
        logs = {f"{RUN}/taskInstances/{name}/logs/1": LOG for name in tasks if name != "silent"}
        found = {**content, **logs}.get(request.url.path)
        return httpx.Response(200, json=found) if found else httpx.Response(404, text="no log")

    return api(answer)


def test_a_run_that_succeeded_is_waited_for_no_longer() -> None:
    run("success", extract="success").wait_for_run("daily", "r1", seconds=60)


def test_a_task_that_waits_for_its_next_try_counts_as_failed() -> None:
    with pytest.raises(AirflowError, match=r"deliver up for retry.*airflow\.example/dags/daily"):
        run("running", extract="success", deliver="up_for_retry").wait_for_run("daily", "r1", 60)


def test_a_run_that_failed_names_the_task_that_did() -> None:
    with pytest.raises(AirflowError, match="run failed, extract failed"):
        run("failed", extract="failed", deliver="upstream_failed").wait_for_run("daily", "r1", 60)


def test_a_failure_is_told_with_the_end_of_the_tasks_log() -> None:
    with pytest.raises(AirflowError) as raised:
        run("running", extract="up_for_retry").wait_for_run("daily", "r1", 60)

    assert str(raised.value).splitlines()[1:] == [
        "The log of extract ends with:",
        "info Begun",
        "error Task failed with exception",
        "OperationalError: no such host",
    ]


def test_a_failure_whose_log_cannot_be_had_is_told_all_the_same() -> None:
    with pytest.raises(AirflowError, match=r"silent failed(.*\n)+.*ends with:\n.*404: no log"):
        run("failed", silent="failed").wait_for_run("daily", "r1", 60)


def test_a_run_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(AirflowError, match="run queued"):
        run("queued").wait_for_run("daily", "r1", seconds=0)


def test_a_busy_airflow_is_asked_again() -> None:
    answers = iter([httpx.ReadTimeout("busy"), httpx.ReadTimeout("busy")])

    def answer(request: httpx.Request) -> httpx.Response:
        if busy := next(answers, None):
            raise busy
        content = {RUN: {"state": "success"}, f"{RUN}/taskInstances": {"task_instances": []}}
        return httpx.Response(200, json=content[request.url.path])

    api(answer).wait_for_run("daily", "r1", seconds=60)


def test_a_refusal_is_told_in_airflows_words() -> None:
    refusing = api(lambda _: httpx.Response(403, text="Forbidden for viewers"))
    with pytest.raises(AirflowError, match="dags/daily answered 403: Forbidden for viewers"):
        refusing.trigger("daily")


def test_a_dag_that_does_not_appear_is_explained_by_the_import_errors() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/api/v2/importErrors":
            return httpx.Response(404)
        errors = [{"filename": "dags/broken.py", "stack_trace": "SyntaxError: line 3"}]
        return httpx.Response(200, json={"import_errors": errors})

    with pytest.raises(AirflowError, match=r"dags/broken\.py: SyntaxError: line 3"):
        api(answer).wait_for_dag("daily", seconds=0)


def test_a_dag_is_known_only_once_a_run_of_it_can_be_started() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        listed = "/api/v2/dags/daily"
        known = request.url.path == listed or asked.count(f"{listed}/details") > 1
        return httpx.Response(200 if known else 404, json={})

    api(answer).wait_for_dag("daily", seconds=60)

    assert asked == ["/api/v2/dags/daily/details"] * 2
