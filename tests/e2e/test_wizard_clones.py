"""Clones of what the YAML allows and the wizard's form does not show as it was written."""

import pytest
from playwright.sync_api import expect

from tests.e2e.airflow_site import Site
from tests.e2e.conftest import Open
from tests.e2e.wizard_clone import cloning, reviewed, step_of

LARGE = 2**53 + 1


@pytest.mark.parametrize(
    ("schedule", "label", "shown"),
    [
        ("daily", "Time", "00:00"),
        ({"weekly": "Monday", "at": "5:30"}, "Time", "05:30"),
        ({"on": "2999-03-01"}, "On a date", "2999-03-01T00:00"),
        ({"on": "2999-03-01", "at": "5:30"}, "On a date", "2999-03-01T05:30"),
        ({"on": "2999-03-01T05:00+02:00"}, "On a date", "2999-03-01T03:00"),
    ],
)
def test_a_clone_shows_a_schedule_however_it_was_written(
    open_page: Open, site: Site, schedule: object, label: str, shown: str
) -> None:
    page = cloning(open_page, site, 5, {"schedule": schedule})

    field = page.get_by_label(label, exact=True).and_(page.locator("input"))
    expect(field).to_have_value(shown)


def test_a_clone_of_what_was_run_once_offers_to_run_it(open_page: Open, site: Site) -> None:
    page = cloning(open_page, site, 5, {"schedule": "manual"}, "antavo_export_once")
    expect(page.get_by_label("Schedule").and_(page.locator("select"))).to_have_value("now")

    page.get_by_role("button", name="Create new export").click()
    expect(page.get_by_role("radio", name="Customers")).not_to_be_checked()


def test_what_a_clone_says_beyond_the_form_survives_changes(open_page: Open, site: Site) -> None:
    fields: list[dict[str, object]] = [{"from": "country", "replace": {"a=b": "c=d", " x ": 1}}]
    fields.append({"from": "country", "to": "Again"})
    schedule = {"monthly": [1, "last_business_day"], "at": "05:30"}
    target = {"type": "sftp", "connection": "partner_sftp", "path": "/a.csv", "verify": "size"}
    whole = {"fields": fields, "schedule": schedule, "file": {"delimiter": "~"}, "target": target}
    page = cloning(open_page, site, 4, whole)
    expect(page.get_by_label("Delimiter")).to_have_value("~")
    step_of(page, "Schedule")
    page.get_by_text("15", exact=True).click()
    step_of(page, "Target")
    page.get_by_label("Target").and_(page.locator("select")).select_option("ftps")
    step_of(page, "Fields")
    page.get_by_role("button", name="country: Move down").first.click()
    replaced = page.get_by_label("country: Replace values").nth(1)
    replaced.press("Control+End")
    replaced.press_sequentially("\ny=z\nno sign")
    expect(page.get_by_role("alert").filter(has_text="no sign")).to_be_visible()

    config = reviewed(page)
    assert config["schedule"]["monthly"] == [1, 15, "last_business_day"]
    assert config["target"] == {key: target[key] for key in ("connection", "path")} | {
        "type": "ftps"
    }
    assert [one.get("replace") for one in config["fields"]] == [
        None,
        {"a=b": "c=d", " x ": 1, "y": "z"},
    ]


def test_a_mistake_that_no_step_shows_leads_nowhere_and_can_be_mended(
    open_page: Open, site: Site
) -> None:
    page = cloning(open_page, site, 7, {"schedule": "manual", "deadline": "06:30"})
    expect(page.get_by_text("deadline is for scheduled runs")).to_be_visible()
    expect(page.get_by_role("button", name="deadline")).to_have_count(0)

    step_of(page, "Schedule")
    schedule = page.get_by_label("Schedule").and_(page.locator("select"))
    schedule.select_option("daily")
    schedule.select_option("manual")
    assert "deadline" not in reviewed(page)


def test_numbers_beyond_those_of_javascript_stay_whole(open_page: Open, site: Site) -> None:
    criterion = {"attribute": "score", "operator": "gt", "value": LARGE}
    page = cloning(open_page, site, 2, {"filters": [[criterion]]})
    value = page.get_by_label("Value", exact=True)
    expect(value).to_have_value(str(LARGE))
    with page.expect_request(lambda request: '"Infinity"' in (request.post_data or "")):
        value.fill("Infinity")
