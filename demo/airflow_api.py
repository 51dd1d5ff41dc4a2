"""Airflow's public REST API, as far as the demo needs it.

The paths are those of its stable API, version 2.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self

import httpx

from demo.task_log import end_of_log

PAUSE_SECONDS = 0.5
REQUEST_SECONDS = 30


class AirflowError(Exception):
    """Airflow did not get as far as it should have."""


class AirflowApi:
    """Calls in the name of one user.

    Args:
        client: knows the address and sends the user's token.
    """

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    @classmethod
    @contextmanager
    def login(cls, url: str, username: str, password: str) -> Iterator[Self]:
        """Yield calls in the name of `username`."""
        # No proxy: the address is on this machine.
        with httpx.Client(base_url=url, timeout=REQUEST_SECONDS, trust_env=False) as client:
            credentials = {"username": username, "password": password}
            answer = _checked(client.post("/auth/token", json=credentials))
            client.headers["Authorization"] = f"Bearer {answer['access_token']}"
            yield cls(client)

    def import_errors(self) -> list[str]:
        """Return the errors that reading the DAG files gave, as Airflow shows them."""
        errors = self._get("/api/v2/importErrors")["import_errors"]
        return [f"{error['filename']}: {error['stack_trace']}" for error in errors]

    def wait_for_dag(self, dag_id: str, seconds: float) -> None:
        """Wait until the DAG has been read.

        Raises:
            AirflowError: it has not been read in time; says what Airflow says about its files.
        """
        end = time.monotonic() + seconds
        while not self._knows(dag_id):
            if time.monotonic() > end:
                errors = "\n".join(self.import_errors()) or "no import errors"
                raise AirflowError(f"Airflow has not read the DAG {dag_id}: {errors}")
            time.sleep(PAUSE_SECONDS)

    def _knows(self, dag_id: str) -> bool:
        """Return whether a run can be started: Airflow lists a DAG before it has all of it."""
        with suppress(httpx.TransportError):
            details = self._client.get(f"/api/v2/dags/{dag_id}/details")
            return details.status_code == httpx.codes.OK
        return False

    def trigger(self, dag_id: str) -> str:
        """Start a run, of a paused DAG too, and return its id."""
        _checked(self._client.patch(f"/api/v2/dags/{dag_id}", json={"is_paused": False}))
        answer = self._client.post(f"/api/v2/dags/{dag_id}/dagRuns", json={"logical_date": None})
        return str(_checked(answer)["dag_run_id"])

    def wait_for_run(self, dag_id: str, run_id: str, seconds: float) -> None:
        """Wait until a run has succeeded.

        Raises:
            AirflowError: it failed, a task of it failed and waits to be tried again, or it has not
                ended in time; says what the logs of such tasks end with, and where they are.
        """
        run = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}"
        end = time.monotonic() + seconds
        state, bad = "unknown", list[dict[str, Any]]()
        while True:
            with suppress(httpx.TransportError):  # a busy machine may answer the next time
                state = self._get(run)["state"]
                bad = self._gone_wrong(run)
            if state == "success":
                return
            if state == "failed" or bad or time.monotonic() > end:
                page = self._client.base_url.join(f"/dags/{dag_id}/runs/{run_id}")
                states = [f"run {state}", *(f"{task['task_id']} {task['state']}" for task in bad)]
                problem = ", ".join(states).replace("_", " ")
                told = f"The export {dag_id} was not delivered ({problem}): see {page}"
                raise AirflowError("\n".join([told, *(self._last_said(run, task) for task in bad)]))
            time.sleep(PAUSE_SECONDS)

    def _gone_wrong(self, run: str) -> list[dict[str, Any]]:
        """Return the tasks that failed or wait to be tried again."""
        tasks = self._get(f"{run}/taskInstances")["task_instances"]
        return [each for each in tasks if each["state"] in ("failed", "up_for_retry")]

    def _last_said(self, run: str, task: dict[str, Any]) -> str:
        """Return the end of a task's log, or why there is none: this explains another error."""
        task_id = task["task_id"]
        try:
            log = self._get(f"{run}/taskInstances/{task_id}/logs/{task['try_number']}")
            end = end_of_log(log["content"])
        except (AirflowError, httpx.TransportError) as error:
            end = str(error)
        return f"The log of {task_id} ends with:\n{end}"

    def result(self, dag_id: str, run_id: str, task_id: str) -> dict[str, Any]:
        """Return what a task returned: a receipt or a delivery."""
        task = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}"
        value: dict[str, Any] = self._get(f"{task}/xcomEntries/return_value")["value"]
        return value

    def _get(self, path: str) -> dict[str, Any]:
        return _checked(self._client.get(path, headers={"Accept": "application/json"}))


def wait_until_healthy(url: str, seconds: float) -> None:
    """Wait until all four services say that they are well.

    Raises:
        AirflowError: some do not in time; names them.
    """
    end = time.monotonic() + seconds
    while missing := _unhealthy(url):
        if time.monotonic() > end:
            raise AirflowError(f"Not answering after {seconds:.0f} s: {', '.join(missing)}.")
        time.sleep(PAUSE_SECONDS)


def _unhealthy(url: str) -> list[str]:
    try:
        with httpx.Client(base_url=url, timeout=REQUEST_SECONDS, trust_env=False) as client:
            health = _checked(client.get("/api/v2/monitor/health"))
    except (httpx.TransportError, AirflowError):
        return ["api-server"]
    return [part for part, facts in health.items() if (facts or {}).get("status") != "healthy"]


def _checked(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        request = answer.request
        raise AirflowError(
            f"{request.method} {request.url} answered {answer.status_code}: {answer.text[:500]}"
        )
    content: dict[str, Any] = answer.json()
    return content
