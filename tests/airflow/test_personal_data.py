"""Values of rows stay in the exported files, and are looked for wherever runs leave something."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from airflow.sdk._shared.observability.metrics.base_stats_logger import NoStatsLogger
from airflow.sdk.observability import stats

from tests.airflow.test_announcements import CONNECTION, parts
from tests.fixtures.canaries import CANARY, PHONE, WRITTEN, marks_in, refused_fields
from tests.fixtures.collector import Collector, collector
from tests.fixtures.dag_runs import Run
from tests.fixtures.lineage_listener import Lineage
from tests.fixtures.mail import MailServer
from tests.fixtures.page import ApiOf

TELLING = """\
notify: [crm@example.com]
notifiers:
  - notifier: airflow.providers.http.notifications.HttpNotifier
    "on": both
    arguments:
      http_conn_id: chat
      endpoint: /hook
      json: {text: "{{ news.subject }}, {{ news.receipt }}, {{ news.failures }}"}
"""
TARGET = "target: {{type: sftp, connection: partner_sftp, path: {}/people.csv}}\n"
# What people write about people: in a filter, in a map, in a default.
PEOPLE = f"""\
name: People
model: customers
filters: [[{{attribute: email, operator: not_equals, value: {WRITTEN}@example.com}}]]
schedule: manual
"""
MAPPED = f"""\
fields:
  - {{from: email}}
  - {{from: handler, replace: {{{WRITTEN}: a nickname}}}}
  - {{from: last_name, default: {WRITTEN}}}
  - {{from: mobile_phone}}
  - {{from: properties}}
"""
# Here a configuration is kept as it was written; the rest of Airflow's database is free of it.
CONFIGURATION = {
    "dag.dag_display_name",
    "dag_run.conf",
    "rendered_task_instance_fields.rendered_fields",
    "serialized_dag.data",
}


@dataclass
class Recorder(NoStatsLogger):
    """Takes metrics as statsd would."""

    told: list[str] = field(default_factory=list)

    def incr(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        self.told.append(f"{args} {kwargs}")

    timing = gauge = incr


@dataclass
class Traces:
    """Everything a run leaves behind besides its file."""

    database: Path
    lineage: Lineage
    mails: MailServer
    chat: Collector
    metrics: Recorder
    screen: pytest.CaptureFixture[str]

    def __call__(self) -> dict[str, str]:
        """Return the texts, by where they were found; every place has some."""
        said = self.screen.readouterr()
        texts = {
            "logs": said.out + said.err,
            "mails": "\n".join("\n".join(parts(mail)) for mail in self.mails.inbox),
            "channel": "\n".join(body.decode() for body in self.chat.bodies),
            "metrics": "\n".join(self.metrics.told),
            "lineage": "\n".join(map(json.dumps, self.lineage.events)),
        }
        assert all(texts.values()), [place for place, text in texts.items() if not text]
        return texts | dict(_columns())


def _columns() -> Iterator[tuple[str, str]]:
    """Yield every column of every table of Airflow's database: XComs, events, audit log and all."""
    from airflow.utils.session import create_session  # noqa: PLC0415 - as all of Airflow's database
    from sqlalchemy import MetaData  # noqa: PLC0415 - as above

    tables = MetaData()
    with create_session() as session:
        tables.reflect(session.get_bind())
        for table in tables.sorted_tables:
            rows = session.execute(table.select()).all()
            for number, column in enumerate(table.columns):
                yield f"{table.name}.{column.name}", "\n".join(f"{row[number]}" for row in rows)


@pytest.fixture
def traces(  # noqa: PLR0913, PLR0917 - a place each
    run: Run,
    airflow_database: Path,
    canaries_uri: str,
    lineage: Lineage,
    mail_server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Traces]:
    """Have everybody told of every run, of a programme whose every value is known."""
    del run  # sets the connections that are set anew here
    recorder = Recorder()
    with collector() as chat:
        for name, value in {
            "AIRFLOW_CONN_ANTAVO": canaries_uri,
            "AIRFLOW_CONN_CHAT": chat.url,
            "AIRFLOW_CONN_SMTP_DEFAULT": CONNECTION.format(port=mail_server.port),
        }.items():
            monkeypatch.setenv(name, value)
        stats.initialize(factory=lambda: recorder, export_legacy_names=False)
        yield Traces(airflow_database, lineage, mail_server, chat, recorder, capfd)
        stats.initialize(factory=NoStatsLogger, export_legacy_names=False)


def clean(traces: Traces, *, but: str = "", kept: Container[str] = CONFIGURATION) -> dict[str, str]:
    """Assert that no value of a row is anywhere ``but`` for one, and return the texts.

    Words of the configuration are ``kept`` in some places.
    """
    texts = {place: text.replace(but, "") if but else text for place, text in traces().items()}
    assert "extract" in texts["task_instance.task_id"], "or nothing was looked at"
    assert marks_in(texts) == {}
    elsewhere = {place: text for place, text in texts.items() if place not in kept}
    assert marks_in(elsewhere, [WRITTEN]) == {}
    return texts


def test_a_run_that_delivers_leaves_no_value_outside_of_its_file(
    project: Path, run: Run, traces: Traces, api_of: ApiOf
) -> None:
    text = f"{PEOPLE}fields: all\n{TELLING}{TARGET.format('/inbox')}"
    (project / "people.yaml").write_text(text, encoding="utf-8")

    outcome = run("people")

    path = f"/api/runs/people/{outcome.receipt['run_id']}/file"
    file = api_of("USER").get(path).content.decode()
    assert PHONE in file
    assert file.count(CANARY) > 10
    texts = clean(traces)
    assert "antavo_export" in texts["log.event"]
    assert outcome.receipt["sha256"] in texts["asset_event.extra"]


def test_a_refusal_that_quotes_the_value_is_told_without_it(
    project: Path, run: Run, traces: Traces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "customers.yaml").write_text(refused_fields(), encoding="utf-8")
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__CATALOG_OVERLAYS", str(tmp_path))
    fields = "fields: [{from: rights}, {from: document}]\n"
    (project / "people.yaml").write_text(PEOPLE + fields + TELLING, encoding="utf-8")

    outcome = run("people")

    assert "SQLSTATE 42501" in outcome.said["extract", "failure"]
    texts = clean(traces)
    for place in ("logs", "mails", "channel", "lineage", "xcom.value"):
        assert "SQLSTATE 42501" in texts[place]


def test_a_delivery_that_fails_leaves_nothing_of_what_it_should_have_sent(
    project: Path, run: Run, traces: Traces
) -> None:
    text = PEOPLE + MAPPED + TELLING + TARGET.format("/nowhere")
    (project / "people.yaml").write_text(text, encoding="utf-8")

    outcome = run("people")

    assert outcome.state == "failed"
    assert f"mail.{CANARY}@example.com,a nickname,".encode() in outcome.file
    assert "create_folders" in clean(traces)["mails"]


def test_a_value_that_no_file_can_hold_is_told_by_the_key_of_its_row_and_no_more(
    project: Path, run: Run, traces: Traces
) -> None:
    text = f"{PEOPLE}{MAPPED}{TELLING}file: {{enclosure: none}}\n"
    (project / "people.yaml").write_text(text, encoding="utf-8")

    outcome = run("people")

    assert f"'last_name' in _id id-{CANARY}" in outcome.said["extract", "failure"]
    clean(traces, but=f"id-{CANARY}")


def test_groups_are_values_of_rows_too(project: Path, run: Run, traces: Traces) -> None:
    fields = "fields: [{from: country, aggregation: group}, {from: email, aggregation: count}]\n"
    text = f"{PEOPLE}aggregate: true\n{fields}{TELLING}"
    (project / "people.yaml").write_text(text, encoding="utf-8")

    outcome = run("people")

    assert outcome.file.endswith(f"{CANARY}land,1\n".encode())
    clean(traces)


def test_a_one_off_run_leaves_what_its_conf_says_in_the_conf_and_nowhere_else(
    run: Run, traces: Traces
) -> None:
    conf = yaml.safe_load(f"{PEOPLE}{MAPPED}{TELLING}{TARGET.format('/inbox')}")
    del conf["schedule"]

    outcome = run("antavo_export_once", conf)

    assert f"mail.{CANARY}@example.com,a nickname,".encode() in outcome.file
    clean(traces, kept=CONFIGURATION | {"lineage"})
