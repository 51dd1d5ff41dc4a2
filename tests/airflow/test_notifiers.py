"""Runs told through Airflow's own notifiers, to a web server on this machine."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from antavo_export.errors import ConfigError
from antavo_export.orchestration.factory import build_dags, check_folder
from tests.fixtures.collector import Collector, collector
from tests.fixtures.dag_runs import Run

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
HTTP = "airflow.providers.http.notifications.HttpNotifier"
NOTIFIERS = """\
notifiers:
  - notifier: {0}
    on: {1}
    arguments:
      http_conn_id: chat
      endpoint: /hook
      json:
        text: "{{{{ news.subject }}}}: {2}"
"""


@dataclass
class Chat:
    """A channel that keeps what it was told."""

    server: Collector

    @property
    def told(self) -> list[dict[str, Any]]:
        """Return the messages, in order."""
        return [json.loads(body) for body in self.server.bodies]


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    """Run a web server that takes messages, and give Airflow its connection."""
    with collector() as server:
        monkeypatch.setenv("AIRFLOW_CONN_CHAT", server.url)
        yield Chat(server)


@pytest.mark.parametrize("on", ["success", "both"])
def test_a_channel_is_told_of_success_once(project: Path, run: Run, chat: Chat, on: str) -> None:
    text = STORES + NOTIFIERS.format(HTTP, on, "{{ news.receipt.rows }} rows")
    (project / "chatty.yaml").write_text(text, encoding="utf-8")

    outcome = run("chatty")

    rows = outcome.receipt["rows"]
    assert chat.told == [{"text": f"Your export Stores is ready: {rows} rows"}]
    assert outcome.said["announce", "return_value"]["notifiers"] == [
        {"notifier": HTTP, "result": "told"}
    ]


def test_a_channel_for_failures_hears_of_nothing_else(project: Path, run: Run, chat: Chat) -> None:
    failing = "expect: {min_rows: 1000000}\n"
    text = STORES + NOTIFIERS.format(HTTP, "failure", "see {{ news.log }}")
    (project / "fine.yaml").write_text(text, encoding="utf-8")
    (project / "wrong.yaml").write_text(text + failing, encoding="utf-8")

    run("fine")
    assert chat.told == []
    run("wrong")

    (message,) = chat.told
    assert message["text"].startswith("Your export Stores has failed: see http")


def test_a_message_cannot_hold_a_password_or_a_variable_of_airflow(
    project: Path, run: Run, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_VAR_TREASURE", "hunter2")
    refusals = []
    for number, template in enumerate(
        ("{{ var.value.treasure }}", "{{ conn.antavo.password }}", "{{ news.__class__.__mro__ }}")
    ):
        text = STORES + NOTIFIERS.format(HTTP, "both", template)
        (project / f"curious_{number}.yaml").write_text(text, encoding="utf-8")

        outcome = run(f"curious_{number}")
        assert outcome.state == "success"
        refusals += outcome.said["announce", "return_value"]["notifiers"]

    assert [one["result"] for one in refusals] == [
        "UndefinedError",
        "UndefinedError",
        "SecurityError",
    ]
    assert chat.told == []


def test_a_channel_that_is_down_does_not_fail_an_export_that_arrived(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_CHAT", "http://127.0.0.1:1")
    text = STORES + NOTIFIERS.format(HTTP, "both", "x")
    (project / "quiet.yaml").write_text(text, encoding="utf-8")

    outcome = run("quiet")

    assert outcome.state == "success"
    assert outcome.said["announce", "return_value"]["notifiers"] == [
        {"notifier": HTTP, "result": "ConnectionError"}
    ]


def test_two_channels_of_one_kind_are_told_and_reported_each(
    project: Path, run: Run, chat: Chat
) -> None:
    one = NOTIFIERS.format(HTTP, "both", "one")
    other = one.partition("\n")[2].replace("one", "other").replace("chat", "nowhere")
    (project / "twice.yaml").write_text(STORES + one + other, encoding="utf-8")

    outcome = run("twice")

    assert chat.told == [{"text": "Your export Stores is ready: one"}]
    assert outcome.said["announce", "return_value"]["notifiers"] == [
        {"notifier": HTTP, "result": "told"},
        {"notifier": HTTP, "result": "AirflowNotFoundException"},
    ]


def test_what_is_no_notifier_is_never_made(project: Path, run: Run) -> None:
    dangerous = "airflow.providers.standard.operators.bash.BashOperator"
    text = STORES + NOTIFIERS.format(dangerous, "both", "x")
    (project / "sly.yaml").write_text(text, encoding="utf-8")

    outcome = run("sly")

    assert outcome.state == "success"
    assert outcome.said["announce", "return_value"]["notifiers"] == [
        {"notifier": dangerous, "result": "ValueError"}
    ]


def test_a_module_that_the_settings_do_not_allow_is_not_even_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = STORES + NOTIFIERS.format("antigravity.Fly", "both", "x")
    (tmp_path / "flies.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as raised:
        check_folder(tmp_path)
    assert build_dags(tmp_path)["flies"].task_ids == ["refuse"]
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__NOTIFIERS", "airflow.providers, antigravity")
    check_folder(tmp_path)

    assert str(raised.value) == (
        f"{tmp_path}/flies.yaml:7: notifiers.0.notifier: antigravity.Fly is not among the "
        "notifiers that may be named here: airflow.providers; ask for it to be added to the "
        "setting notifiers"
    )
