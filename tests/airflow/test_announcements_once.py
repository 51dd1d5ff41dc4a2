"""Who is told of one-off runs: whoever their conf names, as a real mail server received it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.airflow.test_announcements import CONNECTION, parts
from tests.fixtures.collector import Collector, collector
from tests.fixtures.dag_runs import Run
from tests.fixtures.mail import MailServer

ONCE = "antavo_export_once"
HTTP = "airflow.providers.http.notifications.HttpNotifier"
TARGET = {"type": "sftp", "connection": "partner_sftp", "path": "/inbox/once.csv"}
STORES: dict[str, Any] = {
    "name": "Stores, once",
    "model": "stores",
    "filters": "none",
    "fields": "all",
    "target": TARGET,
    "notify": ["crm@example.com"],
    "notifiers": [
        {
            "notifier": HTTP,
            "on": "both",
            "arguments": {
                "http_conn_id": "chat",
                "endpoint": "/hook",
                "json": {"text": "{{ news.subject }}"},
            },
        }
    ],
}


@pytest.fixture(autouse=True)
def chat(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """Give Airflow a mail server and a channel."""
    smtp = CONNECTION.format(port=mail_server.port)
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", smtp)
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__NOTIFY", "desk@example.com")
    with collector() as server:
        monkeypatch.setenv("AIRFLOW_CONN_CHAT", server.url)
        yield server


def test_those_whom_the_conf_names_are_told_once_with_every_delivery(
    run: Run, mail_server: MailServer, chat: Collector
) -> None:
    second = {**TARGET, "path": "/inbox/twice.csv"}

    outcome = run(ONCE, {**STORES, "target": [TARGET, second]})

    (mail,) = mail_server.inbox
    assert outcome.state == "success"
    assert mail["Subject"] == "Your export Stores, once is ready"
    assert mail["To"] == "crm@example.com"
    for part in parts(mail):
        assert outcome.receipt["sha256"] in part
        assert "/inbox/once.csv" in part
        assert "/inbox/twice.csv" in part
    assert [json.loads(body) for body in chat.bodies] == [{"text": mail["Subject"]}]


def test_failure_is_told_with_the_plain_reason(
    run: Run, mail_server: MailServer, chat: Collector
) -> None:
    outcome = run(ONCE, {**STORES, "target": {**TARGET, "path": "/nowhere/once.csv"}})

    (mail,) = mail_server.inbox
    assert outcome.state == "failed"
    assert mail["Subject"] == "Your export Stores, once has failed"
    for part in parts(mail):
        assert "create it or set create_folders" in part
    assert [json.loads(body) for body in chat.bodies] == [{"text": mail["Subject"]}]


def test_a_conf_with_mistakes_is_told_to_those_of_the_settings_as_its_own_word_is_not_taken(
    run: Run, mail_server: MailServer, chat: Collector
) -> None:
    conf = {**STORES, "fields": [{"from": "nmae"}], "deadline": "06:30", "retention": {"days": 7}}
    outcome = run(ONCE, conf)

    (mail,) = mail_server.inbox
    assert outcome.said["check", "failure"].splitlines() == [
        "conf:1: deadline: is for scheduled runs, and whoever starts a one-off run sees what "
        "becomes of it; leave it out",
        "conf:1: fields.0.from: the data model 'stores' has no field 'nmae'; did you mean 'name'?",
        "conf:1: retention: is for the files of one export, and those of one-off runs are kept as "
        "long as the store keeps any; leave it out",
    ]
    assert mail["Subject"] == "Your export Stores, once has failed"
    assert mail["To"] == "desk@example.com"
    for part in parts(mail):
        assert "leave it out" in part
    assert chat.bodies == []


def test_a_notifier_that_the_settings_do_not_allow_is_refused_before_anything_is_read(
    run: Run, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__NOTIFIERS", "airflow.providers.slack")

    outcome = run(ONCE, STORES)

    (mail,) = mail_server.inbox
    assert outcome.said["check", "failure"].startswith(
        f"conf:1: notifiers.0.notifier: {HTTP} is not among the notifiers that may be named here"
    )
    assert ("extract", "return_value") not in outcome.said
    assert mail["To"] == "crm@example.com"


def test_nobody_is_told_where_nobody_is_named(
    run: Run, mail_server: MailServer, chat: Collector
) -> None:
    quiet = {key: value for key, value in STORES.items() if key != "notifiers"}

    outcome = run(ONCE, {**quiet, "notify": []})

    assert outcome.state == "success"
    assert mail_server.inbox == []
    assert chat.bodies == []
