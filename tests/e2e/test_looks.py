"""The page in the dark, from right to left, in a narrow window, without a mouse or without eyes."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open, Picture

OURS = "#antavo-exports"
WEEKLY = "weekly_active_customers"
SERIOUS = {"serious", "critical"}
TRANSLATED = {"fr": "Nouvel export", "es": "Nueva exportación", "hu": "Új export létrehozása"}
COLOURS = "e => getComputedStyle(e).color + getComputedStyle(e).backgroundColor"


def shown(page: Page) -> Page:
    """Return the page once the list is there."""
    expect(page.locator("tbody tr").first).to_be_visible()
    return page


def test_the_page_is_dark_where_airflow_is(open_page: Open, picture: Picture) -> None:
    dark = shown(open_page("viewer", scheme="dark"))
    light = shown(open_page("viewer", scheme="light"))

    for part in ("h1", "tbody tr"):
        colours = (page.locator(f"{OURS} {part}").first.evaluate(COLOURS) for page in (dark, light))
        assert len(set(colours)) == 2
    picture(light, "list")
    picture(dark, "list-dark")


def test_the_page_is_mirrored_for_languages_from_right_to_left(open_page: Open) -> None:
    page = shown(open_page("viewer", language="he"))

    heading = page.get_by_role("heading", name="Exports").bounding_box()
    button = page.get_by_role("button", name="Create new export").bounding_box()
    assert heading is not None
    assert button is not None
    assert heading["x"] > button["x"]


def test_the_page_speaks_the_language_of_airflow_also_when_it_changes(open_page: Open) -> None:
    page = shown(open_page("viewer", language="de"))
    expect(page.get_by_role("heading", name="Exporte", exact=True)).to_be_visible()

    for language, create in TRANSLATED.items():
        page.evaluate(f"document.documentElement.lang = '{language}'")
        expect(page.get_by_role("button", name=create, exact=True)).to_be_visible()


def test_moments_are_shown_in_the_zone_chosen_in_airflow(open_page: Open) -> None:
    cell = "tbody tr:last-child td:nth-child(2)"
    utc = shown(open_page("viewer", zone="UTC")).locator(cell).inner_text()
    tokyo = shown(open_page("viewer", zone="Asia/Tokyo")).locator(cell).inner_text()

    assert utc != tokyo
    assert utc.split(":")[1] == tokyo.split(":")[1]  # nine whole hours later


@pytest.mark.parametrize("view", ["runs", "definitions", "wizard"])
def test_nothing_sticks_out_of_a_narrow_window(open_page: Open, view: str) -> None:
    page = open_page("user", f"/plugin/exports?view={view}", width=390)
    expect(page.locator(f"{OURS} table, {OURS} [role=radiogroup]").first).to_be_visible()

    wide = page.evaluate("e => e.scrollWidth - e.clientWidth", page.query_selector(OURS))
    assert wide <= 0


def test_an_export_is_begun_without_a_mouse(open_page: Open) -> None:
    page = shown(open_page("user"))

    page.get_by_role("button", name="Create new export").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Challenges").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Changes")).to_be_checked()
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Typed")

    expect(page.get_by_label("Name", exact=True)).to_have_value("Typed")


def findings(page: Page, rules: str = "") -> list[str]:
    """Return what axe-core finds serious on our part of the page."""
    options = f"{{resultTypes: ['violations'], {rules}}}"
    answer: dict[str, Any] = page.evaluate(f"axe.run('{OURS}', {options})")
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in answer["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def findings_by_day_and_night(page: Page) -> list[str]:
    """Return what axe-core finds; all that the dark changes are colours."""
    light = findings(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.classList.contains('dark')")
    dark = findings(page, "runOnly: ['color-contrast']")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("!document.documentElement.classList.contains('dark')")
    return light + dark


def test_a_screen_reader_finds_its_way(open_page: Open) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    page = shown(open_page("user", f"/plugin/exports?export={WEEKLY}"))
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = {"list": findings_by_day_and_night(page)}
    page.get_by_role("link", name="Weekly active customers").first.click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    found["details"] = findings_by_day_and_night(page)
    page.get_by_role("tab", name="Definitions").click()
    expect(page.get_by_role("button", name="Run now").first).to_be_visible()
    found["definitions"] = findings_by_day_and_night(page)
    page.get_by_role("tab", name="Runs").click()
    page.get_by_role("link", name="Weekly active customers").first.click()
    page.get_by_role("button", name="Clone").click()
    for step in ("Name", "Filters", "Fields", "Format", "Schedule", "Target", "Review"):
        expect(page.get_by_role("heading", name=step, exact=True)).to_be_visible()
        found[step] = findings_by_day_and_night(page)
        if step != "Review":
            page.get_by_role("button", name="Continue").click()

    assert {view: serious for view, serious in found.items() if serious} == {}
