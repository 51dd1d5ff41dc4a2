"""E-mails about runs, as a real mail server received them."""

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.fixtures.dag_runs import Run
from tests.fixtures.mail import MailServer
from tests.fixtures.sftp import SftpServer

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
TARGET = "type: sftp, connection: partner_sftp, path: /inbox/sent.csv"
NOTIFY = "notify: [crm@example.com, ops@example.com]\n"
CONNECTION = (
    '{{"conn_type": "smtp", "host": "127.0.0.1", "port": {port}, "extra": '
    '{{"disable_ssl": true, "disable_tls": true, "from_email": "exports@example.com"}}}}'
)


@pytest.fixture(autouse=True)
def _smtp(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = CONNECTION.format(port=mail_server.port)
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", connection)
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", "https://airflow.example.com/af")


def parts(mail: EmailMessage) -> tuple[str, str]:
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


def test_success_is_told_once_with_the_way_to_the_file(
    project: Path, run: Run, mail_server: MailServer
) -> None:
    target = f"target: {{{TARGET}}}\n"
    (project / "told.yaml").write_text(STORES + NOTIFY + target, encoding="utf-8")

    outcome = run("told")

    (mail,) = mail_server.inbox
    text, html = parts(mail)
    assert mail["Subject"] == "Your export Stores is ready"
    assert mail["To"] == "crm@example.com, ops@example.com"
    assert mail["From"] == "exports@example.com"
    for part in (text, html):
        assert outcome.receipt["sha256"] in part
        assert f"{outcome.receipt['rows']:,}" in part
        assert "/inbox/sent.csv" in part
    assert "https://airflow.example.com/af/plugin/exports?view=details&export=told&run=" in text


def test_failure_is_told_once_with_the_plain_reason(
    project: Path, run: Run, mail_server: MailServer, sftp_server: SftpServer
) -> None:
    missing = TARGET.replace("/inbox/", "/nowhere/")
    text = f"{STORES}{NOTIFY}target: {{{missing}}}\n"
    (project / "untold.yaml").write_text(text, encoding="utf-8")

    outcome = run("untold")

    (mail,) = mail_server.inbox
    plain, html = parts(mail)
    assert outcome.state == "failed"
    assert mail["Subject"] == "Your export Stores has failed"
    for part in (plain, html):
        assert "create it or set create_folders" in part
        assert sftp_server.password not in part
    assert "https://airflow.example.com/af/dags/untold/runs/" in plain


def test_a_warning_is_in_the_subject_and_in_both_texts(
    project: Path, run: Run, mail_server: MailServer
) -> None:
    expect = "expect: {min_rows: 1000000, on_breach: warn}\n"
    (project / "warned.yaml").write_text(STORES + NOTIFY + expect, encoding="utf-8")

    run("warned")

    (mail,) = mail_server.inbox
    assert mail["Subject"] == "Your export Stores is ready, with a warning"
    for part in parts(mail):
        assert "at least 1,000,000 are expected." in part


def test_a_stopped_run_is_told_of_with_its_file(
    project: Path, run: Run, mail_server: MailServer
) -> None:
    text = f"{STORES}{NOTIFY}target: {{{TARGET}}}\nexpect: {{min_rows: 1000000}}\n"
    (project / "stopped.yaml").write_text(text, encoding="utf-8")

    outcome = run("stopped")

    (mail,) = mail_server.inbox
    assert mail["Subject"] == "Your export Stores has failed"
    for part in parts(mail):
        assert "at least 1,000,000 are expected; nothing was delivered" in part
        assert outcome.receipt["sha256"] in part
        assert "SFTP connection partner_sftp, /inbox/sent.csv" in part


def test_an_empty_file_that_is_skipped_is_told_of(
    project: Path, run: Run, mail_server: MailServer
) -> None:
    (project / "empty.yaml").write_text(f"{STORES}{NOTIFY}empty: skip\n", encoding="utf-8")
    nobody = {"attribute": "name", "operator": "equals", "value": "no such store"}

    run("empty", {"extra_filters": [nobody]})

    (mail,) = mail_server.inbox
    assert mail["Subject"] == "Your export Stores has no rows and was not delivered"


def test_an_export_that_does_not_say_is_told_to_those_of_the_settings(
    project: Path, run: Run, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__NOTIFY", "desk@example.com, boss@example.com")
    (project / "usual.yaml").write_text(STORES, encoding="utf-8")
    (project / "silent.yaml").write_text(f"{STORES}notify: []\n", encoding="utf-8")

    run("silent")
    run("usual")

    (mail,) = mail_server.inbox
    assert mail["To"] == "desk@example.com, boss@example.com"


def test_a_mail_server_that_is_down_does_not_fail_an_export_that_arrived(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", CONNECTION.format(port=1))
    (project / "quiet.yaml").write_text(STORES + NOTIFY, encoding="utf-8")

    outcome = run("quiet")

    assert outcome.state == "success"
    assert outcome.said["announce", "return_value"]["sent"] is False


@pytest.mark.parametrize(
    ("sender", "problem"),
    [
        ("", "the connection smtp_default names no sender; set from_email in its extra fields"),
        ("exports@", "IndexError"),
    ],
)
def test_a_sender_that_is_none_does_not_fail_an_export_that_arrived(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, sender: str, problem: str
) -> None:
    connection = os.environ["AIRFLOW_CONN_SMTP_DEFAULT"].replace("exports@example.com", sender)
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", connection)
    (project / "quiet.yaml").write_text(STORES + NOTIFY, encoding="utf-8")

    outcome = run("quiet")

    assert outcome.state == "success"
    assert outcome.said["announce", "return_value"]["problem"] == problem


def test_no_value_of_a_row_is_in_an_email(project: Path, run: Run, mail_server: MailServer) -> None:
    text = STORES.replace("stores", "customers") + NOTIFY
    (project / "people.yaml").write_text(text, encoding="utf-8")

    outcome = run("people")

    addresses = {line.split(b",")[1].decode() for line in outcome.file.splitlines()[1:20]}
    (mail,) = mail_server.inbox
    told = "".join(parts(mail))
    assert addresses
    assert not any(address in told for address in addresses if "@" in address)
