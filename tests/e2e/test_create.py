"""Exports made, cloned and downloaded in a browser, compared byte for byte."""

import hashlib
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from antavo_export.catalog import load_catalog
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.loader import load_export
from tests.e2e.airflow_site import Site, stored_file
from tests.e2e.conftest import LONG_PATIENCE, Open, Picture

WEEKLY = "weekly_active_customers"


def go_on(page: Page, step: str) -> None:
    """Go to the next step, whose title is known."""
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name=step, exact=True)).to_be_visible()


def finished_run(page: Page) -> tuple[str, str]:
    """Return export and run of the details that are shown, once the run has finished."""
    expect(page.locator("[data-status=finished]")).to_be_visible(timeout=LONG_PATIENCE)
    place = parse_qs(urlsplit(page.url).query)
    return place["export"][0], place["run"][0]


def test_an_export_is_made_delivered_and_downloaded(
    open_page: Open, site: Site, picture: Picture, tmp_path: Path
) -> None:
    page = open_page("user", "/plugin/exports?view=wizard")
    page.get_by_text("Customers", exact=True).click()
    go_on(page, "Name")
    page.get_by_label("Name", exact=True).fill("Hungarians")
    go_on(page, "Filters")
    page.get_by_label("Attribute", exact=True).select_option("country")
    page.get_by_label("Value", exact=True).fill("HU")
    page.get_by_role("button", name="+ AND").click()
    page.get_by_label("Attribute", exact=True).nth(1).select_option("created_at")
    page.get_by_label("Operator").nth(1).select_option("lt")
    page.get_by_label("Value", exact=True).nth(1).fill("date: first day of next month")
    expect(page.get_by_text("means ")).to_be_visible()
    picture(page, "wizard-filters")
    go_on(page, "Fields")
    page.get_by_text("All fields").click()
    for field in ("_id", "country", "score"):
        page.get_by_label("Add field").select_option(field)
    page.get_by_label("country: Replace values").fill("HU=Hungary")
    page.get_by_role("button", name="score: Move up").click()
    go_on(page, "Format")
    page.get_by_label("Delimiter").select_option(";")
    go_on(page, "Schedule")
    go_on(page, "Target")
    page.get_by_label("Target").select_option("sftp")
    page.get_by_label("Airflow connection").fill("partner_sftp")
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.get_by_text("A delivery would work.")).to_be_visible()
    go_on(page, "Review")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("cell", name="Hungary", exact=True).first).to_be_visible()
    picture(page, "wizard-review")
    page.get_by_role("button", name="Create export").click()

    export_id, run_id = finished_run(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download (").click()
    saved = tmp_path / "saved.csv"
    download.value.save_as(saved)

    receipt = site.result(export_id, run_id, "extract")
    moment = datetime.fromisoformat(str(receipt["run_moment"]))
    delivered = site.inbox / f"{export_id}_{moment:%Y%m%d_%H%M%S}.csv"
    assert saved.read_bytes() == delivered.read_bytes() == stored_file(receipt).read_bytes()
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == receipt["sha256"]
    lines = saved.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "_id;score;country"
    assert {line.rsplit(";", 1)[1] for line in lines[1:]} == {"Hungary"}
    assert download.value.suggested_filename == receipt["file_name"]


def saved_yaml(page: Page, folder: Path) -> ExportConfig:
    """Return the configuration in the file that Download YAML gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download YAML").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return load_export(file, load_catalog()).config


def test_a_clone_says_the_same_and_belongs_to_who_made_it(
    open_page: Open, site: Site, picture: Picture, tmp_path: Path
) -> None:
    page = open_page("user", f"/plugin/exports?export={WEEKLY}")
    page.get_by_role("link", name="Weekly active customers").first.click()
    page.get_by_role("button", name="SQL").click()
    expect(page.get_by_text("COPY (")).to_be_visible()
    page.get_by_role("heading", name="Weekly active customers").scroll_into_view_if_needed()
    picture(page, "details")
    page.get_by_role("button", name="YAML", exact=True).click()
    shown = saved_yaml(page, tmp_path)
    page.get_by_role("button", name="Clone").click()
    page.get_by_label("Name", exact=True).fill("A second opinion")
    page.get_by_role("tab", name="Review").click()
    offered = saved_yaml(page, tmp_path)
    page.get_by_role("button", name="Save and activate").click()
    row = page.get_by_role("row", name="A second opinion")
    schedule = "every Monday at 05:30, Europe/Budapest"
    expect(row).to_contain_text(schedule, timeout=LONG_PATIENCE)

    mine, original = (
        load_export(site.configs / f"{name}.yaml", load_catalog()).config
        for name in ("a_second_opinion", WEEKLY)
    )
    renamed = original.model_copy(update={"name": "A second opinion"})
    assert shown == original
    assert offered == renamed
    assert mine == renamed.model_copy(update={"owner": "user"})
    assert {file.stem for file in tmp_path.iterdir()} == {WEEKLY, "a_second_opinion"}


def test_an_export_is_made_for_a_later_moment(open_page: Open) -> None:
    page = open_page("user", "/plugin/exports?view=wizard")
    page.get_by_text("Stores", exact=True).click()
    go_on(page, "Name")
    page.get_by_label("Name", exact=True).fill("Stores of the future")
    go_on(page, "Filters")
    page.get_by_text("Export every entry").click()
    page.get_by_role("tab", name="Schedule").click()
    page.get_by_label("Schedule").select_option("on")
    page.get_by_label("On a date").fill("2999-01-01T05:00")
    go_on(page, "Target")
    go_on(page, "Review")
    page.get_by_role("button", name="Create export").click()

    expect(page.locator("[data-status=pending]")).to_be_visible()
    expect(page.get_by_role("heading", name="Stores of the future")).to_be_visible()


def test_mistakes_are_shown_where_they_were_made_and_lead_back_there(open_page: Open) -> None:
    page = open_page("user", "/plugin/exports?view=wizard")
    page.get_by_text("Customers", exact=True).click()
    go_on(page, "Name")
    page.get_by_label("Name", exact=True).fill("Wrong")
    go_on(page, "Filters")
    page.get_by_label("Attribute", exact=True).select_option("score")
    page.get_by_label("Value", exact=True).fill("many")
    expect(page.get_by_role("alert")).to_have_text("expected a number such as 12.50, not 'many'")
    page.get_by_role("tab", name="Review").click()
    page.get_by_role("button", name="filters.0.0.value").click()

    expect(page.get_by_label("Value", exact=True)).to_have_value("many")
