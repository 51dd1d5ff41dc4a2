"""Files handed out by the page."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.dag_runs import Outcome, Run
from tests.fixtures.page import ApiOf

if TYPE_CHECKING:
    from airflow.models.log import Log

pytestmark = pytest.mark.airflow

STORES = "name: Stores\nmodel: stores\nfilters: none\nfields: all\nschedule: manual\n"


@pytest.fixture
def outcome(project: Path, run: Run) -> Outcome:
    """Return a finished run of an export of stores."""
    (project / "stores.yaml").write_text(STORES, encoding="utf-8")
    return run("stores")


def path_of(outcome: Outcome) -> str:
    """Return from where the run's file is downloaded."""
    return f"/api/runs/stores/{outcome.receipt['run_id']}/file"


def test_the_downloaded_bytes_are_those_of_the_receipt(api_of: ApiOf, outcome: Outcome) -> None:
    answer = api_of("USER").get(path_of(outcome))

    assert hashlib.sha256(answer.content).hexdigest() == outcome.receipt["sha256"]
    assert answer.headers["content-length"] == str(outcome.receipt["bytes"])
    assert answer.headers["content-encoding"] == "identity"


def test_a_browser_saves_the_file_and_never_shows_or_keeps_it(
    api_of: ApiOf, outcome: Outcome
) -> None:
    headers = api_of("USER").get(path_of(outcome)).headers

    name = outcome.receipt["file_name"]
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_broken_download_goes_on_where_it_stopped(api_of: ApiOf, outcome: Outcome) -> None:
    api, whole = api_of("USER"), outcome.file

    first = api.get(path_of(outcome), headers={"Range": "bytes=0-99"})
    rest = api.get(path_of(outcome), headers={"Range": "bytes=100-"})

    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.headers["content-range"] == f"bytes 0-99/{len(whole)}"
    assert first.content + rest.content == whole


def test_a_range_behind_the_end_is_refused(api_of: ApiOf, outcome: Outcome) -> None:
    size = outcome.receipt["bytes"]

    answer = api_of("USER").get(path_of(outcome), headers={"Range": f"bytes={size}-"})

    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{size}"


def test_a_download_of_other_bytes_begins_anew(api_of: ApiOf, outcome: Outcome) -> None:
    api, rest = api_of("USER"), {"Range": "bytes=10-"}
    etag = api.get(path_of(outcome)).headers["etag"]

    same = api.get(path_of(outcome), headers={**rest, "If-Range": etag})
    other = api.get(path_of(outcome), headers={**rest, "If-Range": '"of another file"'})

    assert (same.status_code, same.content) == (206, outcome.file[10:])
    assert (other.status_code, other.content) == (200, outcome.file)


def test_a_number_too_long_for_a_file_is_no_range(api_of: ApiOf, outcome: Outcome) -> None:
    answer = api_of("USER").get(path_of(outcome), headers={"Range": f"bytes={'9' * 5000}-"})

    assert (answer.status_code, answer.content) == (200, outcome.file)


def test_a_receipt_that_names_the_file_of_another_run_is_none(
    api_of: ApiOf, outcome: Outcome, project: Path, run: Run
) -> None:
    (project / "products.yaml").write_text(STORES.replace("stores", "products"), encoding="utf-8")
    other = run("products").receipt
    forge_receipt(outcome.receipt["run_id"], {**outcome.receipt, **other})

    answer = api_of("USER").get(path_of(outcome))

    assert answer.status_code == 404


def forge_receipt(run_id: str, receipt: dict[str, Any]) -> None:
    """Do what Airflow lets those do who may edit XComs."""
    from airflow.models.xcom import XComModel  # noqa: PLC0415 - after Airflow has its settings
    from airflow.utils.session import create_session  # noqa: PLC0415

    with create_session() as session:
        XComModel.set(
            key="return_value", value=receipt, task_id="extract", dag_id="stores", run_id=run_id,
            session=session,
        )  # fmt: skip


def test_a_store_that_cannot_be_read_is_said_to_be_that(
    api_of: ApiOf, outcome: Outcome, tmp_path: Path
) -> None:
    (file,) = (tmp_path / "store").rglob(outcome.receipt["file_name"])
    file.unlink()
    file.mkdir()  # which even root cannot open as a file

    answer = api_of("USER").get(path_of(outcome))

    assert answer.status_code == 503
    assert "store cannot be read" in answer.json()["detail"]


def test_every_download_is_written_to_the_audit_log(api_of: ApiOf, outcome: Outcome) -> None:
    api_of("USER").get(path_of(outcome))
    api_of("VIEWER").get(path_of(outcome))  # refused

    entries = audit_log(outcome.receipt["run_id"])
    assert [(entry.owner, entry.dag_id, entry.extra) for entry in entries] == [
        ("a user", "stores", outcome.receipt["file_name"])
    ]


def audit_log(run_id: str) -> "list[Log]":
    """Return what Airflow's audit log says about downloads of a run."""
    from airflow.models.log import Log  # noqa: PLC0415 - after Airflow has its settings
    from airflow.utils.session import create_session  # noqa: PLC0415
    from sqlalchemy import select  # noqa: PLC0415

    with create_session() as session:
        wanted = select(Log).where(Log.event == "antavo_export.download", Log.run_id == run_id)
        entries = list(session.scalars(wanted))
        session.expunge_all()
    return entries


def test_a_file_that_retention_removed_is_said_to_be_gone(
    api_of: ApiOf, outcome: Outcome, tmp_path: Path
) -> None:
    (file,) = (tmp_path / "store").rglob(outcome.receipt["file_name"])
    file.unlink()

    answer = api_of("USER").get(path_of(outcome))

    assert answer.status_code == 410
    assert "expired" in answer.json()["detail"]
    assert api_of("USER").get(path_of(outcome).removesuffix("/file")).json()["stored"] is False


def test_a_run_that_failed_has_no_file(api_of: ApiOf, project: Path, run: Run) -> None:
    (project / "stores.yaml").write_text(STORES, encoding="utf-8")
    run("stores", {"as_off": "2026-01-01"})
    api = api_of("USER")
    (failed,) = api.get("/api/runs", params={"status": "failed", "export": "stores"}).json()["runs"]

    answer = api.get(f"/api/runs/stores/{failed['run_id']}/file")
    details = api.get(f"/api/runs/stores/{failed['run_id']}").json()

    assert answer.status_code == 404
    assert details["failures"] == [
        {"task": "extract", "message": "conf:1: as_off: unknown key; did you mean 'as_of'?"}
    ]
