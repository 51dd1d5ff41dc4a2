"""Deadlines and assets in a whole Airflow: its scheduler, its triggerer, a real mail server."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from demo.postgres import Postgres
from tests.fixtures.airflow_lab import Lab, airflow_lab
from tests.fixtures.mail import MailServer, running_mail_server
from tests.fixtures.whole_airflow import wait_for

PAGE = Path(__file__).resolve().parents[2] / "docs" / "monitoring.md"
EXPORT = """\
name: {name}
model: stores
filters: none
fields: all
schedule: {{on: "{on:%Y-%m-%dT%H:%M}"}}
notify: [ops@example.com]
deadline: {deadline}
{more}"""
STOPPED = "expect: {min_rows: 1000000}\n"

pytestmark = pytest.mark.e2e


def smtp(server: MailServer) -> dict[str, object]:
    extra = {"disable_ssl": True, "disable_tls": True, "from_email": "exports@example.com"}
    return {"conn_type": "smtp", "host": "127.0.0.1", "port": server.port, "extra": extra}


@pytest.fixture(scope="module")
def told() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def lab(
    postgres_server: Postgres,
    loyalty_uri: str,
    told: MailServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Lab]:
    """Run an Airflow with exports that were due two minutes ago."""
    folder = tmp_path_factory.mktemp("deadlines")
    connections = {"smtp_default": smtp(told)}
    # Airflow looks for new DAG files every five minutes otherwise; one is written while it runs.
    looking: dict[str, object] = {"DAG_PROCESSOR__REFRESH_INTERVAL": 5}
    with airflow_lab(postgres_server, loyalty_uri, folder, connections, **looking) as lab:
        (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
        (folder / "dags" / "after_stores.py").write_text(example, encoding="utf-8")
        due = datetime.now(UTC) - timedelta(minutes=2)
        for name, deadline, more in (
            ("stores", "+4h", ""), ("late", "+1m", ""), ("lost", "+1m", STOPPED),
            ("by_hand", "+4h", ""),
        ):  # fmt: skip
            text = EXPORT.format(name=name, on=due, deadline=deadline, more=more)
            lab.file(name).write_text(text, encoding="utf-8")
        for name in ("stores", "late", "lost", "by_hand"):
            ended = partial(has_ended, lab, name)
            wait_for(ended, f"the run of {name}", seconds=600)
        yield lab


def has_ended(lab: Lab, name: str) -> bool:
    return lab.runs(name) in (["success"], ["failed"])


def subjects(told: MailServer, name: str) -> list[str]:
    return sorted(mail["Subject"] for mail in told.inbox if f" {name} " in f"{mail['Subject']} ")


@pytest.mark.usefixtures("lab")
def test_a_run_that_is_late_is_told_of_once(told: MailServer) -> None:
    expected = [
        "Your export late is ready",
        "Your export late was not delivered within 1 minute",
    ]
    wait_for(lambda: subjects(told, "late") == expected, "both e-mails", seconds=300)

    (mail,) = (mail for mail in told.inbox if "not delivered within" in mail["Subject"]
               and " late " in mail["Subject"])  # fmt: skip
    text = mail.get_body(("plain",))
    assert mail["To"] == "ops@example.com"
    assert text is not None
    assert "/dags/late/runs/scheduled__" in text.get_content()


def test_a_run_that_failed_is_told_of_when_it_fails_and_when_it_is_late(
    lab: Lab, told: MailServer
) -> None:
    expected = [
        "Your export lost has failed",
        "Your export lost was not delivered within 1 minute",
    ]
    wait_for(lambda: subjects(told, "lost") == expected, "both e-mails", seconds=300)
    assert lab.runs("lost") == ["failed"]


def test_a_run_in_time_is_not_late_and_its_deadline_is_forgotten(
    lab: Lab, told: MailServer
) -> None:
    left = (
        "SELECT count(*) FROM deadline d JOIN dag_run r ON r.id = d.dagrun_id"
        " WHERE r.dag_id = 'stores'"
    )
    wait_for(lambda: lab.database.execute(left).fetchone() == (0,), "no deadline", seconds=300)
    assert subjects(told, "stores") == ["Your export stores is ready"]


def test_a_run_by_hand_has_no_deadline(lab: Lab) -> None:
    run_id = lab.trigger("by_hand")

    of_the_run = (
        "SELECT count(*) FROM deadline d JOIN dag_run r ON r.id = d.dagrun_id WHERE r.run_id = %s"
    )
    assert lab.database.execute(of_the_run, [run_id]).fetchone() == (0,)


def test_another_dag_waits_for_the_file_of_an_export(lab: Lab) -> None:
    wait_for(lambda: lab.runs("after_stores") == ["success"], "the run that waits", seconds=300)

    query = (
        "SELECT e.extra FROM asset_event e JOIN asset a ON a.id = e.asset_id"
        " WHERE a.name = 'stores'"
    )
    ((facts,),) = lab.database.execute(query).fetchall()
    assert set(facts) == {"run_id", "run_moment", "file_name", "rows", "bytes", "sha256"}
    assert facts["rows"] > 0
