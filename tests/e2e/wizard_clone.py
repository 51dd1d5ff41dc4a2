"""The wizard on a clone of a run that need not have been, and its steps."""

import json
from typing import Any

import yaml
from playwright.sync_api import Page, expect

from tests.e2e.airflow_site import Site
from tests.e2e.conftest import Open

ELSEWHERE = "/antavo-export/static/exports.svg"  # small, so that routes are there before the page
ALL = {"name": "Mine", "model": "customers", "filters": "none", "fields": "all"}


def cloning(
    open_page: Open, site: Site, step: int, config: dict[str, Any], export: str = "original"
) -> Page:
    """Return the page at a step of a clone of a run with this configuration."""
    page = open_page("user", ELSEWHERE)
    body = json.dumps({"name": "Original", "config": ALL | config})
    page.route("**/antavo-export/api/runs/*/*", lambda route: route.fulfill(
        content_type="application/json", body=body))  # fmt: skip
    page.goto(f"{site.url}/plugin/exports?view=wizard&clone={export}&run=1&draft=a&step={step}")
    return page


def step_of(page: Page, name: str) -> None:
    """Go to a step by its tab."""
    page.get_by_role("tab", name=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def reviewed(page: Page) -> dict[str, Any]:
    """Return the configuration that the review shows."""
    step_of(page, "Review")
    loaded: dict[str, Any] = yaml.safe_load(page.get_by_role("region", name="YAML").inner_text())
    return loaded
