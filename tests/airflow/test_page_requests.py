"""Requests that change something, and those that only look as if they came from the page."""

from pathlib import Path

import pytest

from antavo_export.ui.plugin import AntavoExportPlugin
from tests.fixtures.page import ApiOf

pytestmark = pytest.mark.airflow

CONFIG = {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}
DRAFT = {"config": CONFIG}
NEW = {"id": "new_stores", "config": {**CONFIG, "schedule": {"daily": True, "at": "10:30"}}}


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
