"""The list, the details and the definitions in a browser."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.airflow_site import SUB_PATH, Site
from tests.e2e.conftest import LONG_PATIENCE, AddExport, Open, Picture

WEEKLY = "weekly_active_customers"
TITLES = ["Name", "Created at", "Created by", "Model", "Target", "Status", "File size"]


def details_of(page: Page) -> None:
    """Open the newest run of the list."""
    page.locator("tbody").get_by_role("link", name="Weekly active customers").first.click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()


def test_the_list_has_the_columns_of_the_original(open_page: Open) -> None:
    page = open_page("admin", f"/plugin/exports?export={WEEKLY}")
    row = page.get_by_role("row", name="Weekly active customers").first
    expect(row).to_contain_text("Finished")

    titles = [re.sub("[↑↓↕]", "", text).strip() for text in page.locator("th").all_inner_texts()]
    assert titles == TITLES
    expect(row).to_contain_text("admin")
    expect(row).to_contain_text("SFTP")
    expect(row).to_contain_text("kB")


def test_the_list_is_searched_sorted_and_filtered(open_page: Open) -> None:
    page = open_page("viewer")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()

    page.get_by_label("Search").fill("no such name")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(rows.first).to_be_visible()
    expect(page.get_by_label("Search")).to_have_value("")
    page.get_by_label("Target").select_option("ftps")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_label("Target").select_option("sftp")
    page.get_by_label("Status").select_option("finished")
    page.get_by_role("button", name="Name").click()
    expect(page.locator("th").first).to_have_attribute("aria-sort", "ascending")
    expect(rows.first).to_be_visible()


CHOICES = {"Target": "ftps", "Model": "customers", "Status": "failed"}
CHOOSE_AT_ONCE = """(choices) => {
    for (const [label, value] of Object.entries(choices)) {
        const choice = document.querySelector(`select[aria-label="${label}"]`);
        choice.value = value;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
}"""


def test_choices_made_faster_than_the_page_follows_are_all_kept(open_page: Open) -> None:
    page = open_page("viewer")
    search = page.get_by_label("Search")
    expect(page.locator("tbody tr").first).to_be_visible()

    search.fill("weekly")  # is looked for a moment after the last key
    page.evaluate(CHOOSE_AT_ONCE, CHOICES)

    expect(page).to_have_url(re.compile("search=weekly"))
    for label, value in CHOICES.items():
        expect(page.get_by_label(label)).to_have_value(value)
    expect(search).to_have_value("weekly")
    expect(search).to_be_focused()


def test_a_viewer_may_look_and_nothing_else(open_page: Open) -> None:
    page = open_page("viewer", f"/plugin/exports?export={WEEKLY}")
    details_of(page)

    expect(page.get_by_role("button", name="Download (")).to_be_disabled()
    expect(page.get_by_role("button", name="Run again")).to_be_disabled()
    expect(page.get_by_text("You may see this export")).to_be_visible()
    page.get_by_role("tab", name="Definitions").click()
    expect(page.get_by_role("button", name="Run now").first).to_be_disabled()
    expect(page.get_by_role("checkbox").first).to_be_disabled()


def weekly_run_after(moment: datetime) -> str:
    """Return when the weekly export is due next, as the page writes it in UTC."""
    zone = ZoneInfo("Europe/Budapest")
    monday = moment.astimezone(zone).date() - timedelta(days=moment.astimezone(zone).weekday())
    due = datetime.combine(monday, time(5, 30), zone)
    if due <= moment:
        due = datetime.combine(monday + timedelta(days=7), time(5, 30), zone)
    utc = due.astimezone(UTC)
    return f"{utc:%b} {utc.day}, {utc.year}, {utc.hour}:{utc:%M} AM"


def next_weekly_run() -> re.Pattern[str]:
    """Return what the page may show: around the moment itself, Airflow takes its time."""
    now, moments = datetime.now(UTC), timedelta(minutes=15)
    either = {weekly_run_after(now - moments), weekly_run_after(now + moments)}
    return re.compile("|".join(map(re.escape, either)).replace(r"\ ", r"\s"))


MONTHLY = """
model: stores
filters: none
fields: all
schedule: {monthly: [1], at: "04:00", start: 2099-01-01}
"""


def test_an_export_is_paused_and_resumed_and_its_past_is_planned(
    open_page: Open, picture: Picture
) -> None:
    page = open_page("user", "/plugin/exports?view=definitions")
    weekly = page.get_by_role("row", name="Weekly active customers")
    expect(weekly).to_contain_text(next_weekly_run())
    row = page.get_by_role("row", name="Points per customer")
    row.locator("label").click()
    expect(row).to_contain_text("Inactive")
    row.locator("label").click()
    expect(row.get_by_text("Active", exact=True)).to_be_visible()

    row.get_by_role("button", name="Backfill").click()
    page.get_by_label("First day").fill("2026-01-01")
    page.get_by_label("Last day").fill("2026-03-01")
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_text("Runs that would be created: 3")).to_be_visible()
    expect(page.get_by_text("Feb 1, 2026, 4:00:00 AM")).to_be_visible()
    picture(page, "definitions")


def test_the_past_of_an_export_is_made_up_for(open_page: Open, add_export: AddExport) -> None:
    monthly = add_export(MONTHLY)
    page = open_page("user", "/plugin/exports?view=definitions")
    page.get_by_role("button", name=f"Backfill: {monthly}").click()
    page.get_by_label("First day").fill("2026-01-01")
    page.get_by_label("Last day").fill("2026-01-31")
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_text("Runs that would be created: 1")).to_be_visible()
    page.get_by_role("button", name="Start backfill").click()
    expect(page.get_by_label("Last day")).to_have_count(0)
    page.get_by_role("link", name=monthly, exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1, timeout=LONG_PATIENCE)
    expect(page.locator("tbody tr")).to_contain_text(monthly)


@pytest.fixture
def broken_file(site: Site) -> Iterator[Path]:
    """Return an export's file that was right when Airflow read it and has a mistake now."""
    file = site.configs / "challenges.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("model: challenges", "model: chalenges"), encoding="utf-8")
    yield file
    file.write_text(right, encoding="utf-8")


def test_a_broken_file_is_shown_at_the_top_until_it_is_mended(
    open_page: Open, broken_file: Path
) -> None:
    text = broken_file.read_text(encoding="utf-8")
    line = 1 + next(i for i, one in enumerate(text.splitlines()) if one.startswith("model:"))

    page = open_page("viewer")

    expect(page.get_by_text(f"{broken_file.name}:{line}")).to_be_visible()
    expect(page.get_by_text("did you mean 'challenges'?")).to_be_visible()
    broken_file.write_text(text.replace("chalenges", "challenges"), encoding="utf-8")
    expect(page.get_by_text("did you mean 'challenges'?")).to_have_count(0)


def test_exports_are_dags_with_their_model_and_target_as_tags(
    open_page: Open, picture: Picture
) -> None:
    page = open_page("viewer", "/dags?tags=antavo-export")

    expect(page.get_by_text("Weekly active customers").first).to_be_visible()
    expect(page.get_by_text("model:customers").first).to_be_visible()
    expect(page.get_by_text("target:sftp").first).to_be_visible()
    picture(page, "dags")


def test_airflows_own_pages_lead_to_the_export(open_page: Open, site: Site) -> None:
    page = open_page("user", f"/dags/{WEEKLY}/plugin/export")
    details_of(page)
    page.get_by_role("link", name="Run and logs in Airflow").click()
    page.wait_for_url("**/runs/*")  # both pages have a tab Export
    page.get_by_role("link", name="Export", exact=True).click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()

    page.goto(page.url.split("/plugin/")[0] + "/tasks/extract/details")
    link = page.get_by_role("link", name="Download file")
    expect(link).to_have_attribute("href", re.compile(rf"^{SUB_PATH}/antavo-export/api/runs/"))
    assert page.request.get(
        f"{site.url.removesuffix('/data/airflow')}{link.get_attribute('href')}"
    ).ok
