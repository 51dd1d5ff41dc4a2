"""The page with the FAB auth manager, below a sub-path, as the documentation describes it."""

import re
from pathlib import Path

import pytest

from tests.fixtures.dag_runs import Run
from tests.fixtures.page_fab import SUB_PATH, FabServer, fab_server

pytestmark = [pytest.mark.airflow, pytest.mark.e2e]

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "page.md"
CONFIG = "name: {name}\nmodel: {name}\nfilters: none\nfields: all\nschedule: manual\n"


def test_roles_of_the_fab_auth_manager_hold_on_the_page(
    airflow_database: Path, project: Path, run: Run, tmp_path: Path
) -> None:
    for name in ("stores", "products"):
        (project / f"{name}.yaml").write_text(CONFIG.format(name=name), encoding="utf-8")
    outcome = run("stores")
    hidden = run("products")
    stores, products = (
        f"/antavo-export/api/runs/{name}/{made.receipt['run_id']}"
        for name, made in (("stores", outcome), ("products", hidden))
    )

    with fab_server(airflow_database, tmp_path / "store") as server:
        viewer, user, partner, seller = map(server.client, ("viewer", "user", "partner", "seller"))

        # Stock roles see no plugin at all, until they are given the right that the manual names.
        for stock in (viewer, user):
            assert stock.get("/api/v2/plugins").status_code == 403
        give_the_rights_of_the_manual(server)
        for stock in (viewer, user):
            assert (
                pages_offered_to(stock.get("/api/v2/plugins").json())
                == [f"{SUB_PATH}/antavo-export/static/exports.js"] * 3
            )
        assert viewer.get("/antavo-export/static/exports.js").is_success

        assert exports_in(viewer.get("/antavo-export/api/runs").json()) == {"stores", "products"}
        assert viewer.get(f"{stores}/file").status_code == 403
        assert user.get(f"{stores}/file").content == outcome.file

        assert exports_in(partner.get("/antavo-export/api/runs").json()) == {"stores"}
        assert partner.get(stores).json()["rights"] == {"download": False, "trigger": False}
        assert partner.get(products).status_code == 404

        # Who may run one export may not make another, about any model.
        draft = {
            "config": {"name": "All", "model": "customers", "filters": "none", "fields": "all"}
        }
        preview = "/antavo-export/api/drafts/preview"
        assert seller.get(stores).json()["rights"] == {"download": True, "trigger": True}
        assert seller.post(preview, json=draft).status_code == 403
        assert user.post(preview, json=draft).status_code != 403


def give_the_rights_of_the_manual(server: FabServer) -> None:
    """Run the commands that the manual says FAB needs, word for word."""
    commands = re.findall(r"^airflow (roles add-perms .+)$", MANUAL.read_text(), re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        server.run("-m", "airflow", *command.split())


def pages_offered_to(plugins: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[str]:
    """Return the files of our pages, without their versions."""
    apps = [app for plugin in plugins["plugins"] for app in plugin["react_apps"]]
    return [app["bundle_url"].split("?")[0] for app in apps]


def exports_in(answer: dict[str, list[dict[str, str]]]) -> set[str]:
    """Return the exports of a list of runs that were made here."""
    return {run["export"] for run in answer["runs"]} & {"stores", "products"}
