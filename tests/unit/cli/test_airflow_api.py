"""What the command line says when Airflow's API cannot be asked."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx
import pytest
from typing_extensions import override

from antavo_export.cli.airflow_api import TOKEN, AirflowApi, AirflowApiError
from antavo_export.cli.errors import UsageError

NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize("token", ["SECRET\nSECRET", "SECRET\x07", "SÉCRET"])
def test_a_token_that_cannot_be_sent_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv(TOKEN, token)

    with (
        pytest.raises(UsageError, match="is no token") as raised,
        AirflowApi.from_environment(NOWHERE),
    ):
        pass

    assert "CRET" not in str(raised.value)


def test_the_line_break_at_the_end_of_a_token_is_not_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(TOKEN, " SECRET\n")

    with (
        HTTPServer(("127.0.0.1", 0), Handler) as server,
        AirflowApi.from_environment(f"http://127.0.0.1:{server.server_port}") as airflow,
    ):
        Thread(target=server.handle_request).start()

        assert airflow.pools() == {"Bearer SECRET": 1}


class Handler(BaseHTTPRequestHandler):
    """Answers with one pool, named after the header with the token."""

    def do_GET(self) -> None:
        pool = {"name": self.headers["Authorization"], "slots": 1}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"pools": [pool], "total_entries": 1}).encode())

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(200, html="<h1>Welcome</h1>"), "answers 200;"),
        (httpx.Response(200, json=["another API"]), "answers 200;"),
        (httpx.Response(200, content=b"\xff"), "answers 200;"),
        (httpx.Response(204), "answers 204;"),
        (
            httpx.Response(302, headers={"location": "https://sso.example/login?next=secret"}),
            "answers 302 and leads to https://sso.example/login;",
        ),
    ],
)
def test_an_address_that_is_not_airflow_s_api_is_told(answer: httpx.Response, told: str) -> None:
    client = httpx.Client(
        transport=httpx.MockTransport(lambda _: answer), base_url="http://airflow.example"
    )

    with pytest.raises(AirflowApiError) as raised:
        AirflowApi(client).pools()

    assert str(raised.value) == (
        f"http://airflow.example {told} this is not Airflow's API: is --url right?"
    )
