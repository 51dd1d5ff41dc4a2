"""Airflow's public REST API, version 2, as far as backfills and pools need it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Self

import httpx

from antavo_export.cli.errors import UsageError
from antavo_export.errors import ExportError

TOKEN: Final = "AIRFLOW_CLI_TOKEN"  # noqa: S105 - the name of the variable, which airflowctl reads
URL: Final = "AIRFLOW__API__BASE_URL"
_SECONDS: Final = 60  # creating a backfill of some years takes a while
_PAGE: Final = 100  # the most entries Airflow returns at once, unless configured otherwise

Reprocess = Literal["failed", "completed"]


class AirflowApiError(ExportError):
    """Airflow cannot be reached, or does not do what it was asked for."""


@dataclass(frozen=True)
class ExistingRun:
    """A run that Airflow already has: its state and how it came about."""

    run_id: str
    state: str
    run_type: str

    @property
    def is_under_way(self) -> bool:
        """Return whether it waits or runs, so that nothing else can be done about it."""
        return self.state not in {"success", "failed"}


@dataclass(frozen=True)
class BackfillRequest:
    """What a backfill is asked for; both ends belong to it."""

    dag_id: str
    first: datetime
    last: datetime
    reprocess: Reprocess
    max_active_runs: int

    def as_body(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        return {
            "dag_id": self.dag_id,
            "from_date": self.first.isoformat(),
            "to_date": self.last.isoformat(),
            "reprocess_behavior": self.reprocess,
            "max_active_runs": self.max_active_runs,
        }


class AirflowApi:
    """Calls in the name of the user whose token the client sends."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    @classmethod
    @contextmanager
    def from_environment(cls, url: str | None) -> Iterator[Self]:
        """Yield the API at ``url``, by default the one the environment names.

        Raises:
            UsageError: the environment holds no token, or what cannot be one.
        """
        base = url or os.environ.get(URL) or "http://localhost:8080"
        headers = {"Authorization": f"Bearer {_token()}"}
        with httpx.Client(base_url=base, headers=headers, timeout=_SECONDS) as client:
            yield cls(client)

    def dag(self, dag_id: str) -> dict[str, Any]:
        """Return what Airflow knows about a DAG.

        Raises:
            AirflowApiError: it knows none of that id, or not for this user.
        """
        return self._call("GET", f"/api/v2/dags/{dag_id}")

    def runs(self, dag_id: str, first: datetime, last: datetime) -> dict[datetime, ExistingRun]:
        """Return the runs for the moments from ``first`` to ``last``, by their moment."""
        runs: dict[datetime, ExistingRun] = {}
        while True:
            page = self._call(
                "GET",
                f"/api/v2/dags/{dag_id}/dagRuns",
                params={
                    "logical_date_gte": first.isoformat(),
                    "logical_date_lte": last.isoformat(),
                    "order_by": "logical_date",
                    "limit": _PAGE,
                    "offset": len(runs),
                },
            )
            for run in page["dag_runs"]:
                moment = datetime.fromisoformat(run["logical_date"])
                runs[moment] = ExistingRun(run["dag_run_id"], run["state"], run["run_type"])
            if not page["dag_runs"] or len(runs) >= page["total_entries"]:
                return runs

    def rehearse(self, request: BackfillRequest) -> set[datetime]:
        """Return the moments that Airflow would run."""
        answer = self._call("POST", "/api/v2/backfills/dry_run", json=request.as_body())
        return {datetime.fromisoformat(run["logical_date"]) for run in answer["backfills"]}

    def start(self, request: BackfillRequest) -> int:
        """Create the backfill and return its number."""
        return int(self._call("POST", "/api/v2/backfills", json=request.as_body())["id"])

    def page_of(self, dag_id: str) -> str:
        """Return the address of the page with the DAG's backfills."""
        return str(self._client.base_url.join(f"dags/{dag_id}/backfills"))

    def pools(self) -> dict[str, int]:
        """Return the slots of every pool, by its name."""
        pools: dict[str, int] = {}
        while True:
            page = self._call(
                "GET",
                "/api/v2/pools",
                params={"order_by": "name", "limit": _PAGE, "offset": len(pools)},
            )
            pools.update({pool["name"]: pool["slots"] for pool in page["pools"]})
            if not page["pools"] or len(pools) >= page["total_entries"]:
                return pools

    def create_pool(self, name: str, slots: int, description: str) -> None:
        """Create a pool; a task that waits for its name goes on by itself."""
        pool = {"name": name, "slots": slots, "description": description}
        self._call("POST", "/api/v2/pools", json={**pool, "include_deferred": False})

    def _call(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        try:
            answer = self._client.request(method, path, **arguments)
        except httpx.TransportError as error:
            raise AirflowApiError(
                f"Airflow at {self._client.base_url} cannot be reached: {error}"
            ) from error
        if answer.is_error:
            raise AirflowApiError(f"Airflow at {self._client.base_url}: {_reason(answer)}")
        return self._content(answer)

    def _content(self, answer: httpx.Response) -> dict[str, Any]:
        """Return what Airflow answered; a login page or another server's answer is an error."""
        try:
            content = answer.json() if answer.is_success else None
        except ValueError:
            content = None
        if not isinstance(content, dict):
            elsewhere = answer.headers.get("location", "").partition("?")[0]
            leads = f" and leads to {elsewhere}" if elsewhere else ""
            raise AirflowApiError(
                f"{self._client.base_url} answers {answer.status_code}{leads}; this is not"
                " Airflow's API: is --url right?"
            )
        return content


def _token() -> str:
    """Return the token, without the line break that ``$(…)`` and files leave at its end.

    Raises:
        UsageError: there is none, or one that no header can carry; the message repeats nothing of
            it, which the HTTP client's own would.
    """
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise UsageError(
            f"set {TOKEN} to a token for Airflow's API; POST /auth/token with a user's"
            " username and password returns one"
        )
    if not token.isascii() or not token.isprintable():
        raise UsageError(
            f"{TOKEN} is no token: it contains a line break or another character that none has"
        )
    return token


def _reason(answer: httpx.Response) -> str:
    """Return why Airflow refused, in its own words where it has any."""
    try:
        detail = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        detail = answer.reason_phrase
    if answer.status_code == httpx.codes.UNAUTHORIZED or "JWT" in detail:
        return f"the token in {TOKEN} is not accepted, it may have expired: {detail}"
    return f"{detail} ({answer.status_code})"
