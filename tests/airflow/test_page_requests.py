"""Requests that change something, and those that only look as if they came from the page."""

import resource
import signal
from pathlib import Path
from typing import Any, Final

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.ui.plugin import AntavoExportPlugin
from tests.fixtures.page import ApiOf

pytestmark = pytest.mark.airflow

CONFIG = {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}
DRAFT = {"config": CONFIG}
NEW: Final[dict[str, Any]] = {
    "id": "new_stores",
    "config": {**CONFIG, "schedule": {"daily": True, "at": "10:30"}},
}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_site_made_the_browser_send_is_refused(
    api_of: ApiOf, site: str
) -> None:
    api = api_of("USER")

    foreign = api.post("/api/drafts/check", json=DRAFT, headers={"Sec-Fetch-Site": site})
    own = api.post("/api/drafts/check", json=DRAFT, headers={"Sec-Fetch-Site": "same-origin"})

    assert (foreign.status_code, own.status_code) == (403, 200)
    assert own.json()["mistakes"] == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_a_plain_form_can_send_is_refused(api_of: ApiOf, kind: str) -> None:
    answer = api_of("USER").post(
        "/api/drafts/check", content='{"config": {}}', headers={"Content-Type": kind}
    )

    assert answer.status_code == 422


def test_files_are_written_only_where_the_administrator_allows_it(
    api_of: ApiOf, project: Path
) -> None:
    answer = api_of("USER").post("/api/files", json=NEW)

    assert answer.status_code == 403
    assert "page_writes_files" in answer.json()["detail"]
    assert list(project.iterdir()) == []


def test_a_new_file_says_what_was_asked_for_and_whose_it_is(
    api_of: ApiOf, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__PAGE_WRITES_FILES", "True")

    answer = api_of("USER").post("/api/files", json=NEW)

    assert answer.status_code == 201
    text = (project / "new_stores.yaml").read_text(encoding="utf-8")
    assert "owner: a user\n" in text
    assert "at: '10:30'\n" in text


def test_a_file_is_never_overwritten(
    api_of: ApiOf, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__PAGE_WRITES_FILES", "True")
    file = project / "new_stores.yaml"
    file.write_text("precious", encoding="utf-8")

    assert api_of("USER").post("/api/files", json=NEW).status_code == 409
    assert file.read_text(encoding="utf-8") == "precious"


@pytest.fixture
def writing(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of exports, which the administrator lets the page write to."""
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__PAGE_WRITES_FILES", "True")
    return project


@pytest.mark.parametrize("taken", ["team/weekly.yaml", "weekly.yml"])
def test_an_id_that_a_file_in_any_folder_has_is_refused(
    api_of: ApiOf, writing: Path, taken: str
) -> None:
    file = writing / taken
    file.parent.mkdir(exist_ok=True)
    file.write_text("name: Another's\n", encoding="utf-8")

    answer = api_of("USER").post("/api/files", json={**NEW, "id": "weekly"})

    assert answer.status_code == 409
    assert [each for each in writing.rglob("*") if each.is_file()] == [file]


@pytest.mark.parametrize("own", ["antavo_export_once", "antavo_export_retention"])
def test_the_ids_of_the_product_are_refused(api_of: ApiOf, writing: Path, own: str) -> None:
    assert api_of("USER").post("/api/files", json={**NEW, "id": own}).status_code == 409
    assert list(writing.iterdir()) == []


def test_a_new_file_means_what_was_chosen_whatever_its_folder_says(
    api_of: ApiOf, writing: Path
) -> None:
    everywhere = "target: {type: sftp, connection: partner_sftp, path: /in/a.csv}\n"
    (writing / "_defaults.yaml").write_text(everywhere, encoding="utf-8")

    assert api_of("USER").post("/api/files", json=NEW).status_code == 201

    assert load_export(writing / "new_stores.yaml", load_catalog()).config.targets == ()


def test_a_new_file_belongs_to_whoever_makes_it(api_of: ApiOf, writing: Path) -> None:
    new = {**NEW, "config": {**NEW["config"], "owner": "the boss"}}

    assert api_of("USER").post("/api/files", json=new).status_code == 201
    assert "owner: a user\n" in (writing / "new_stores.yaml").read_text(encoding="utf-8")


def test_a_file_for_which_there_is_no_room_leaves_nothing_behind(
    api_of: ApiOf, writing: Path
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30, before[1]))
        answer = api_of("USER").post("/api/files", json=NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)

    assert answer.status_code == 403
    assert list(writing.iterdir()) == []


def test_a_calendar_beside_the_exports_is_known_while_a_draft_is_checked(
    api_of: ApiOf, writing: Path
) -> None:
    (writing / "holidays.txt").write_text("2027-12-25\n", encoding="utf-8")
    schedule = {"daily": True, "except": "holidays.txt"}

    answer = api_of("USER").post(
        "/api/drafts/check", json={"config": {**CONFIG, "schedule": schedule}}
    )

    assert answer.json()["mistakes"] == []


def test_a_draft_that_runs_once_shows_the_path_that_it_will_have(api_of: ApiOf) -> None:
    target = {"type": "sftp", "connection": "partner", "path": "/in/{{ export }}.csv"}
    config = {**CONFIG, "schedule": "now", "target": target}

    answer = api_of("USER").post("/api/drafts/check", json={"config": config})

    assert answer.json()["paths"] == ["/in/antavo_export_once.csv"]


@pytest.mark.parametrize("bad", ["../up", "a/b", "", ".hidden", "_defaults", "a" * 101, "a.yaml"])
def test_an_id_that_is_no_plain_name_is_refused(
    api_of: ApiOf, project: Path, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__PAGE_WRITES_FILES", "True")

    assert api_of("USER").post("/api/files", json={**NEW, "id": bad}).status_code == 422
    assert list(project.parent.rglob("*up*.yaml")) == []


def test_a_draft_with_mistakes_is_not_written(
    api_of: ApiOf, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__PAGE_WRITES_FILES", "True")
    wrong = {"id": "wrong", "config": {**CONFIG, "model": "storse"}}

    answer = api_of("USER").post("/api/files", json=wrong)

    assert answer.status_code == 422
    assert answer.json()["detail"][0]["where"] == "model"
    assert list(project.iterdir()) == []


def test_the_pages_own_files_are_asked_about_every_time(api_of: ApiOf) -> None:
    answer = api_of(None).get("/static/exports.js")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = api_of(None).get(
        "/static/exports.js", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_the_page_is_found_below_a_sub_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", "https://example.com/data/airflow/")

    for app in AntavoExportPlugin().react_apps:
        assert app["bundle_url"].startswith("/data/airflow/antavo-export/static/exports.js?v=")
        assert app["icon"] == "/data/airflow/antavo-export/static/exports.svg"
