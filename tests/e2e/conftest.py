"""A whole Airflow for all browser tests, and a browser for each of their modules."""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from demo.airflow_api import AirflowApi
from tests.e2e.airflow_site import Site, running_site

CHROMIUM = Path("/usr/bin/chromium")
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
UNRAISABLE = "ignore::pytest.PytestUnraisableExceptionWarning"
PATIENCE = 60_000  # ms that a page may take on a busy machine
LONG_PATIENCE = 180_000  # ms for a run, or until Airflow has read a file

Open = Callable[..., Page]
Visitors = Callable[[str], BrowserContext]
Picture = Callable[[Page, str], None]
AddExport = Callable[[str], str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open a page, and skip them where there is no browser."""
    for item in items:
        if "open_page" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker(pytest.mark.e2e)
        # The demo's services outlive whoever starts them, which Python takes for an oversight.
        item.add_marker(pytest.mark.filterwarnings(UNRAISABLE))
        if not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason=f"there is no {CHROMIUM}"))


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """Return a whole Airflow, below a sub-path, that has delivered one export already."""
    with tempfile.TemporaryDirectory(prefix="antavo-export-e2e-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database server may run as another account
        with running_site(folder) as site:
            yield site


@pytest.fixture
def add_export(site: Site) -> Iterator[AddExport]:
    """Return what adds an export, for which no other test's runs count, and returns its id.

    Its name is its id. Its file goes when the test ends.
    """
    with ExitStack() as files:

        def add(text: str) -> str:
            export_id = f"export_{secrets.token_hex(4)}"
            file = site.configs / f"{export_id}.yaml"
            file.write_text(f"name: {export_id}\n{text}", encoding="utf-8")
            files.callback(file.unlink)
            with AirflowApi.login(site.url, "admin", site.demo.passwords.admin) as api:
                api.wait_for_dag(export_id, LONG_PATIENCE / 1000)
            return export_id

        yield add


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """Return a browser; only while a module's tests run, for its loop must not meet others."""
    del site  # started first, ended last
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Debian's chromium is a script, which wants the programs of the system.
        programs = {**os.environ, "PATH": os.pathsep.join([os.environ["PATH"], os.defpath])}
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=OPTIONS, env=dict(programs)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visitors(browser: Browser, site: Site) -> Visitors:
    """Return the browser of a user of Airflow, the same for all tests.

    What it has loaded once, Airflow's own pages above all, it need not load again.
    """

    @cache
    def visitor(user: str) -> BrowserContext:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "_token", "value": site.token(user), "url": site.url}])
        return context

    return visitor


@pytest.fixture
def open_page(visitors: Visitors, site: Site) -> Iterator[Open]:
    """Return what opens the Exports page, or another one of Airflow, for a user of Airflow."""
    with ExitStack() as pages:

        def open_it(user: str, path: str = "/plugin/exports", **looks: Any) -> Page:
            page = visitors(user).new_page()
            pages.callback(page.close)
            _look(page, **looks)
            page.goto(site.url + path)
            return page

        yield open_it


def _look(
    page: Page,
    *,
    language: str = "en",
    zone: str = "UTC",
    scheme: Literal["light", "dark"] = "light",
    width: int = 1280,
) -> None:
    """Let a page look as its reader has chosen."""
    page.set_viewport_size({"width": width, "height": 860})
    page.emulate_media(color_scheme=scheme)
    page.add_init_script(
        f"localStorage.setItem('i18nextLng', '{language}');"
        f"localStorage.setItem('timezone', JSON.stringify('{zone}'));"
    )


@pytest.fixture
def picture() -> Picture:
    """Return what takes a picture for the documentation, when UPDATE_IMAGES=1 asks for it."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("UPDATE_IMAGES") == "1":
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")

    return take
