"""Who may do what on the page, asked of Airflow's real application."""

from pathlib import Path

import pytest

from tests.fixtures.dag_runs import Run
from tests.fixtures.page import ApiOf
from tests.fixtures.page_auth import SECRET

pytestmark = pytest.mark.airflow

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"
DRAFT = {"config": {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}}
ENDPOINTS = [
    ("GET", "/api/runs"),
    ("GET", "/api/runs/stores/a_run"),
    ("GET", "/api/runs/stores/a_run/sql"),
    ("GET", "/api/runs/stores/a_run/file"),
    ("GET", "/api/exports"),
    ("GET", "/api/catalog"),
    ("GET", "/api/catalog/stores"),
    ("POST", "/api/drafts/check"),
    ("POST", "/api/drafts/date"),
    ("POST", "/api/drafts/preview"),
    ("POST", "/api/drafts/target"),
    ("POST", "/api/files"),
]


@pytest.fixture
def run_path(project: Path, run: Run) -> str:
    """Return where the page asks about a finished run of an export of stores."""
    (project / "stores.yaml").write_text(STORES, encoding="utf-8")
    receipt = run("stores").receipt
    return f"/api/runs/stores/{receipt['run_id']}"


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_nothing_is_answered_to_somebody_who_is_not_logged_in(
    api_of: ApiOf, method: str, path: str
) -> None:
    answer = api_of(None).request(method, path, json=DRAFT if method == "POST" else None)

    assert answer.status_code == 401


def test_the_list_of_endpoints_above_is_complete(api_of: ApiOf) -> None:
    paths = api_of("ADMIN").get("/openapi.json").json()["paths"]
    declared = {(method.upper(), path) for path, methods in paths.items() for method in methods}

    examples = {"stores": "{name}", "a_run": "{run_id}"}
    listed = set()
    for method, path in ENDPOINTS:
        parts = path.replace("/runs/stores", "/runs/{export_id}").split("/")
        listed.add((method, "/".join(examples.get(part, part) for part in parts)))
    assert listed == declared


def test_a_viewer_sees_the_run_and_may_neither_download_nor_run(
    api_of: ApiOf, run_path: str
) -> None:
    viewer = api_of("VIEWER")

    listed = viewer.get("/api/runs", params={"export": "stores"}).json()["runs"]
    assert [run["export"] for run in listed] == ["stores"]
    details = viewer.get(run_path).json()
    assert details["rights"] == {"download": False, "trigger": False}
    assert details["receipt"]["rows"] > 0
    assert viewer.get(f"{run_path}/file").status_code == 403
    assert viewer.post("/api/drafts/check", json=DRAFT).status_code == 403
    assert viewer.post("/api/drafts/preview", json=DRAFT).status_code == 403
    assert viewer.post("/api/drafts/target", json=DRAFT).status_code == 403
    assert viewer.post("/api/files", json={"id": "mine", **DRAFT}).status_code == 403


def test_the_administrator_may_let_viewers_download(
    api_of: ApiOf, run_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__DOWNLOAD_RIGHT", "read")

    assert api_of("VIEWER").get(f"{run_path}/file").status_code == 200


@pytest.mark.parametrize("role", ["USER", "ADMIN"])
def test_who_may_trigger_may_download_and_preview(api_of: ApiOf, run_path: str, role: str) -> None:
    api = api_of(role)

    assert api.get(run_path).json()["rights"] == {"download": True, "trigger": True}
    assert api.get(f"{run_path}/file").status_code == 200
    preview = api.post("/api/drafts/preview", json=DRAFT).json()
    assert len(preview["rows"]) == 10
    assert preview["columns"][0] == "id"


def test_an_export_that_may_not_be_read_does_not_exist(
    api_of: ApiOf, project: Path, run: Run
) -> None:
    (project / f"{SECRET}.yaml").write_text(STORES, encoding="utf-8")
    path = f"/api/runs/{SECRET}/{run(SECRET).receipt['run_id']}"
    user, admin = api_of("USER"), api_of("ADMIN")

    assert admin.get(path).status_code == 200
    assert SECRET in {run["export"] for run in admin.get("/api/runs").json()["runs"]}
    for tail in ("", "/file", "/sql"):
        assert user.get(path + tail).status_code == 404
    assert SECRET not in {run["export"] for run in user.get("/api/runs").json()["runs"]}
    assert user.get("/api/runs", params={"export": SECRET}).json()["total"] == 0
    assert SECRET not in user.get("/api/exports").text


def test_a_broken_file_is_told_only_to_those_who_may_see_the_export(
    api_of: ApiOf, project: Path, run: Run
) -> None:
    file = project / f"{SECRET}.yaml"
    file.write_text(STORES, encoding="utf-8")
    run(SECRET)
    file.write_text(STORES.replace("model: stores", "model: storse"), encoding="utf-8")

    (mistake,) = api_of("ADMIN").get("/api/exports").json()["broken"]
    assert (mistake["file"], mistake["line"], mistake["where"]) == (f"{SECRET}.yaml", 2, "model")
    assert "did you mean 'stores'?" in mistake["message"]
    assert api_of("USER").get("/api/exports").json()["broken"] == []


def test_a_preview_is_written_to_the_audit_log(api_of: ApiOf, run_path: str) -> None:
    before = audited("antavo_export.preview")
    api_of("USER").post("/api/drafts/preview", json=DRAFT)

    assert audited("antavo_export.preview")[len(before) :] == [("a user", "stores")]
    assert run_path  # the database to preview from is there


def test_a_rehearsal_is_for_connections_that_files_are_sent_by(
    api_of: ApiOf, run_path: str
) -> None:
    target = {"type": "sftp", "connection": "antavo", "path": "/in/a.csv"}
    asked = {"config": {**DRAFT["config"], "target": target}}

    (told,) = api_of("USER").post("/api/drafts/target", json=asked).json()["targets"]

    assert told["steps"] == []
    assert "its type is postgres, not sftp or ssh" in told["problem"]
    assert "127.0.0.1" not in told["problem"]
    assert run_path  # the connection is there


def test_a_preview_from_a_connection_that_is_not_there_says_so(api_of: ApiOf) -> None:
    asked = {"config": {**DRAFT["config"], "connection": "elsewhere"}}

    answer = api_of("USER").post("/api/drafts/preview", json=asked)

    assert answer.status_code == 502
    assert "there is no such Airflow connection" in answer.json()["detail"]


def test_frameworks_own_pages_are_not_served(api_of: ApiOf) -> None:
    assert api_of("ADMIN").get("/docs").status_code == 404
    assert api_of("ADMIN").get("/redoc").status_code == 404


def audited(event: str) -> list[tuple[str | None, str | None]]:
    """Return who did it and what it was about, as Airflow's audit log has it."""
    from airflow.models.log import Log  # noqa: PLC0415 - after Airflow has its settings
    from airflow.utils.session import create_session  # noqa: PLC0415
    from sqlalchemy import select  # noqa: PLC0415

    with create_session() as session:
        found = session.scalars(select(Log).where(Log.event == event).order_by(Log.id))
        return [(entry.owner, entry.extra) for entry in found]
