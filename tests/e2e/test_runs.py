"""Runs begun, watched, failed and found again in a browser; and what is shown in between."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from psycopg import Connection, connect

from tests.e2e.airflow_site import Site, stored_file
from tests.e2e.conftest import LONG_PATIENCE, AddExport, Open

STORES = {"name": "Stores", "model": "stores", "filters": "none", "fields": "all"}
CHALLENGES = """
model: challenges
filters: none
fields: all
file: {format: json}
schedule: manual
"""
LONG = """
model: changes
filters: none
fields: all
schedule: manual
expect: {min_rows: 1_000_000, on_breach: warn}
retention: {days: 0.00001}
"""
SLOW = """
    CREATE OR REPLACE FUNCTION loyalty.at_leisure() RETURNS boolean LANGUAGE sql VOLATILE AS $$
        SELECT pg_sleep(CASE WHEN pg_try_advisory_xact_lock_shared(4711) THEN 0 ELSE 0.05 END)
            IS NOT NULL $$;
    DROP POLICY IF EXISTS at_leisure ON loyalty.changes;
    CREATE POLICY at_leisure ON loyalty.changes USING (loyalty.at_leisure());
    ALTER TABLE loyalty.changes ENABLE ROW LEVEL SECURITY
"""
EMPTY = "export=never_run"
RUNS = "**/antavo-export/api/runs?*"


def test_a_run_is_repeated_and_watched_to_its_end(open_page: Open, add_export: AddExport) -> None:
    challenges = add_export(CHALLENGES)
    page = open_page("user", "/plugin/exports?view=definitions")
    page.get_by_role("button", name=f"Run now: {challenges}").click()
    expect(page.get_by_role("button", name="Run again")).to_be_visible()  # no more in the list
    expect(page.locator("[data-status=finished]")).to_be_visible(timeout=LONG_PATIENCE)
    first = page.url
    page.get_by_role("button", name="Run again").click()
    page.wait_for_url(lambda url: url != first)
    expect(page.locator("[data-status=finished]")).to_be_visible(timeout=LONG_PATIENCE)

    page.get_by_role("tab", name="Definitions").click()
    page.get_by_role("link", name=challenges, exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download: {challenges}").first.click()
    assert download.value.suggested_filename.endswith(".json")


@pytest.fixture
def slow_reading(site: Site) -> Iterator[Connection]:
    """Let each row of `changes` take its time until the connection lets go of its lock."""
    with connect(site.demo.postgres.uri("loyalty"), autocommit=True) as connection:
        connection.execute(SLOW)
        connection.execute("SELECT pg_advisory_lock(4711)")
        yield connection
        connection.execute("SELECT pg_advisory_unlock_all()")
        connection.execute("ALTER TABLE loyalty.changes DISABLE ROW LEVEL SECURITY")


def test_a_run_is_followed_from_its_first_rows_to_the_end_of_its_file(
    open_page: Open, site: Site, slow_reading: Connection, add_export: AddExport
) -> None:
    long_export = add_export(LONG)
    run = site.trigger(long_export, {})
    page = open_page("viewer", f"/plugin/exports?export={long_export}")
    row = page.get_by_role("row", name=long_export)
    under_way = re.compile(r"ProcessingRows: [1-9][\d,]* · [1-9][\d.,]* [kM]B")
    expect(row).to_contain_text(under_way, timeout=LONG_PATIENCE)

    slow_reading.execute("SELECT pg_advisory_unlock_all()")
    expect(row).to_contain_text("Finished", timeout=LONG_PATIENCE)
    row.get_by_role("link").click()
    expect(page.get_by_role("status").filter(has_text="Warnings")).to_contain_text("1,000,000")

    stored = stored_file(site.result(long_export, run, "extract"))
    stored.unlink(missing_ok=True)  # Airflow may have removed it, if the test runs at that hour
    expect(page.get_by_text(re.compile("^The file expired on .* and was removed"))).to_be_visible()


def test_a_failure_is_told_in_plain_words(open_page: Open, site: Site) -> None:
    run = site.trigger("antavo_export_once", {**STORES, "model": "storse"})
    page = open_page(
        "viewer", f"/plugin/exports?view=details&export=antavo_export_once&run={quote(run)}"
    )

    expect(page.locator("[data-status=failed]")).to_be_visible(timeout=LONG_PATIENCE)
    expect(page.get_by_text("did you mean 'stores'?").first).to_be_visible()
    page.get_by_role("tab", name="Runs").click()
    page.get_by_label("Status").select_option("failed")
    expect(page.get_by_role("row", name="Stores").first).to_contain_text("Failed")


def test_pages_are_turned_on_the_server(open_page: Open, site: Site, add_export: AddExport) -> None:
    challenges = add_export(CHALLENGES)
    for _ in range(2):
        site.trigger(challenges, {})
    page = open_page("viewer", "/dags")
    page.route(RUNS, lambda route: route.continue_(url=f"{route.request.url}&page_size=1"))
    page.goto(f"{site.url}/plugin/exports?export={challenges}")

    expect(page.get_by_text("1–1 of 2")).to_be_visible()  # noqa: RUF001 - a range has a dash
    expect(page.get_by_role("button", name="Previous")).to_be_disabled()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("2–2 of 2")).to_be_visible()  # noqa: RUF001 - see above
    expect(page.locator("tbody tr")).to_have_count(1)


def test_nothing_to_show_waiting_and_an_error_look_different(open_page: Open, site: Site) -> None:
    page = open_page("viewer", f"/plugin/exports?{EMPTY}")
    expect(page.get_by_text("This export has not run yet")).to_be_visible()

    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(RUNS, hold)
    with page.expect_request(lambda request: "/runs?" in request.url and EMPTY not in request.url):
        page.goto(f"{site.url}/plugin/exports")
    expect(page.get_by_text("Loading…")).to_be_visible()
    release(page, held)
    expect(page.get_by_role("alert")).to_contain_text("This could not be loaded")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("tbody tr").first).to_be_visible()


def release(page: Page, held: list[Route]) -> None:
    """Answer what was held back with an error, and let through what comes after."""
    for route in held:
        route.fulfill(status=503, json={"detail": "the database is away"})
    page.unroute(RUNS)
