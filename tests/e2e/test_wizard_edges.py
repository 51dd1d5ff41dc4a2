"""The wizard and people who are quick, change their minds, go back or go away."""

import re

from playwright.sync_api import Route, expect

from tests.e2e.airflow_site import Site
from tests.e2e.conftest import Open
from tests.e2e.held_requests import hold
from tests.e2e.wizard_clone import ELSEWHERE, cloning, step_of

CHECK = "**/api/drafts/check"


def test_a_name_of_the_brands_own_is_typed_in_any_order(open_page: Open, site: Site) -> None:
    page = cloning(open_page, site, 2, {"filters": [[{"attribute": "properties.a"}]]})
    name = page.get_by_label("Name of the attribute")
    name.press("Control+A")
    name.press_sequentially("properties.shoe.s")
    expect(name).to_have_value("properties.shoe.s")

    step_of(page, "Fields")
    page.get_by_text("All fields").click()
    page.get_by_label("Add field").select_option("properties.*")
    name.fill("")
    name.fill("properties.size")
    page.get_by_role("button", name="Add field").click()
    expect(page.get_by_text("properties.size", exact=True)).to_be_visible()


def test_nothing_is_begun_before_the_answer_about_the_last_change(
    open_page: Open, site: Site
) -> None:
    page = cloning(open_page, site, 5, {"schedule": {"on": "2999-01-01T05:00"}})
    expect(page.get_by_text("Next runs")).to_be_visible()
    held = hold(page, CHECK)
    page.get_by_label("On a date").and_(page.locator("input")).fill("2999-02-02T05:00")
    page.get_by_role("tab", name="Review").click()
    expect(page.get_by_text("Loading…")).to_be_visible()
    expect(page.get_by_role("button", name="Create export")).to_have_count(0)
    page.unroute(CHECK)
    for route in held:
        route.fulfill(status=503, json={"detail": "the database is away"})
    expect(page.get_by_role("alert")).to_contain_text("the database is away")
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_text(re.compile("Feb 2, 2999"))).to_be_visible()


def test_the_browsers_back_and_a_reload_find_the_draft_as_it_was(open_page: Open) -> None:
    page = open_page("user", "/plugin/exports?view=wizard")
    page.get_by_text("Stores", exact=True).click()
    page.get_by_role("button", name="Continue").click()
    name = page.get_by_label("Name", exact=True)
    name.fill("x" * 120)
    page.get_by_role("button", name="Continue").click()
    page.go_back()
    expect(name).to_have_value("x" * 120)
    page.go_back()
    expect(page.get_by_role("radio", name="Stores")).to_be_checked()
    page.go_forward()
    page.reload()
    expect(name).to_have_value("x" * 120)

    step_of(page, "Filters")
    page.get_by_text("Export every entry").click()
    step_of(page, "Schedule")
    page.get_by_label("Schedule").and_(page.locator("select")).select_option("daily")
    step_of(page, "Review")
    expect(page.get_by_label("Id", exact=True)).to_have_value("x" * 100)


def test_a_tested_target_and_a_saved_export_are_let_go_of(open_page: Open, site: Site) -> None:
    target = {"type": "sftp", "connection": "partner_sftp", "path": "/a.csv"}
    page = cloning(open_page, site, 6, {"target": target, "schedule": "manual"})
    page.route("**/api/drafts/target", lambda route: route.fulfill(
        json={"targets": [{"steps": ["written"], "problem": ""}]}))  # fmt: skip
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.get_by_text("A delivery would work.")).to_be_visible()
    page.get_by_label("Airflow connection").fill("another")
    expect(page.get_by_text("A delivery would work.")).to_have_count(0)

    page.route("**/antavo-export/api/files", lambda route: route.fulfill(json={}))
    held = hold(page, "**/antavo-export/api/exports")
    step_of(page, "Review")
    with page.expect_request("**/antavo-export/api/exports"):
        page.get_by_role("button", name="Save and activate").click()
    page.get_by_role("tab", name="Runs").click()
    expect(page.get_by_label("Search")).to_be_visible()
    for route in held:
        route.fulfill(json={"exports": [{"export": "original_2"}], "broken": []})
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_role("tab", name="Runs")).to_have_attribute("aria-selected", "true")


def test_all_connections_are_offered_however_many_airflow_gives_at_once(
    open_page: Open, site: Site
) -> None:
    page = open_page("user", ELSEWHERE)

    def some(route: Route) -> None:
        first = "offset=0" in route.request.url
        found = [
            {"connection_id": f"c{i}", "conn_type": "sftp"} for i in range(100 if first else 3)
        ]
        route.fulfill(json={"connections": found, "total_entries": 103})

    page.route("**/api/v2/connections?*", some)
    page.goto(f"{site.url}/plugin/exports?view=wizard")
    page.get_by_text("Customers", exact=True).click()
    page.get_by_role("tab", name="Target").click()
    page.get_by_label("Target").and_(page.locator("select")).select_option("sftp")
    expect(page.locator("datalist option")).to_have_count(103)
