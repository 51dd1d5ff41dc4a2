"""The list and the details under double clicks, slow typing, old links and lost logins."""

import re
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import Open, Visitors
from tests.e2e.held_requests import hold

WEEKLY = "weekly_active_customers"
DETAILS = f"**/antavo-export/api/runs/{WEEKLY}/*"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


def details_of(open_page: Open) -> Page:
    """Return the page with the newest run of the weekly export."""
    page = open_page("user", f"/plugin/exports?export={WEEKLY}")
    page.get_by_role("link", name="Weekly active customers").first.click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    return page


def test_a_double_click_repeats_a_run_once_and_shows_it_with_nothing_open(open_page: Open) -> None:
    page = details_of(open_page)
    original = page.url.split("run=")[1]

    def another(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace("another", original)))

    page.route("**/antavo-export/api/runs/*/another", another)
    begun = hold(page, "**/dagRuns")
    page.get_by_role("button", name="SQL").click()
    expect(page.get_by_text("COPY (")).to_be_visible()
    page.get_by_role("button", name="Run again").dblclick()
    (route,) = begun
    route.fulfill(json={"dag_run_id": "another"})
    page.wait_for_url("**run=another")
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    expect(page.get_by_text("COPY (")).to_have_count(0)

    begun.clear()
    page.get_by_role("tab", name="Definitions").click()
    page.get_by_role("button", name="Run now: Weekly").dblclick()
    (route,) = begun
    route.fulfill(status=409, json={"detail": "not now"})
    expect(page.get_by_role("alert")).to_contain_text("not now")
    expect(page.get_by_role("button", name="Run now: Weekly")).to_be_enabled()


def test_a_lost_login_is_told_of_while_the_details_stay(open_page: Open) -> None:
    page = details_of(open_page)
    page.route(DETAILS, lambda route: route.fulfill(status=401, json={"detail": "log in anew"}))

    expect(page.get_by_role("alert")).to_contain_text("log in anew")
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    page.unroute(DETAILS)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_who_may_download_and_not_run_is_told_just_that_and_copies_by_hand_without_https(
    open_page: Open,
) -> None:
    page = details_of(open_page)

    def downloads_only(route: Route) -> None:
        answer: dict[str, Any] = route.fetch().json()
        route.fulfill(json={**answer, "rights": {"download": True, "trigger": False}})

    page.route(DETAILS, downloads_only)
    page.add_init_script(NO_CLIPBOARD)
    page.reload()

    expect(page.get_by_text("You may download this export's files, but not run it")).to_be_visible()
    expect(page.get_by_role("button", name="Download (")).to_be_enabled()
    page.get_by_role("button", name="YAML", exact=True).click()
    expect(page.get_by_role("button", name="Download YAML")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_no_letter_is_lost_to_whoever_types_slowly(open_page: Open) -> None:
    page = open_page("viewer")
    search = page.get_by_label("Search")
    search.press_sequentially("weekly active customers", delay=340)

    expect(search).to_have_value("weekly active customers")
    expect(page).to_have_url(re.compile("search=weekly.active.customers"))
    expect(search).to_have_value("weekly active customers")


def test_a_page_behind_the_end_is_the_last_one(open_page: Open) -> None:
    page = open_page("viewer", f"/plugin/exports?export={WEEKLY}&page=40")

    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_text("1–1 of 1")).to_be_visible()  # noqa: RUF001 - a range has a dash


def test_a_run_opens_in_a_window_of_its_own_where_a_key_asks_for_one(
    open_page: Open, visitors: Visitors
) -> None:
    page = open_page("viewer")
    context: BrowserContext = visitors("viewer")
    before = page.url
    with context.expect_page() as opened:
        page.locator("tbody").get_by_role("link").first.click(modifiers=["Shift"])

    assert page.url == before
    opened.value.close()
