"""What may be written in a ``schedule`` section, and what is said about the rest."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from antavo_export.schedules import FOLDER, Daily, Manual, Now, RepeatedSchedule, Schedule, Weekly
from tests.unit.schedules.examples import EXAMPLES, Example, schedule


def mistakes(section: object, **context: object) -> list[tuple[str, str]]:
    """Return the place and the message of every mistake in a ``schedule`` section."""
    with pytest.raises(ValidationError) as caught:
        schedule(section, **context)
    return [
        (".".join(map(str, error["loc"][1:])), error["msg"].removeprefix("Value error, "))
        for error in caught.value.errors()
    ]


def test_a_word_is_enough_where_nothing_else_needs_saying() -> None:
    assert schedule("now") == Now()
    assert schedule("manual") == Manual()
    assert schedule("daily") == Daily(daily=True)


@pytest.mark.parametrize("word", ["yes", "on", "On", "TRUE"])
def test_yes_and_on_say_it_as_they_do_wherever_a_key_wants_true(word: str) -> None:
    assert schedule({"daily": word}) == Daily(daily=True)
    assert schedule({"manual": word}) == Manual()
    assert schedule({"now": word}).edition == Now().edition


def test_one_day_and_one_time_need_no_list() -> None:
    assert schedule({"weekly": "fri", "at": "6:05"}) == schedule(
        {"weekly": ["fri"], "at": ["06:05"]}
    )


def test_days_and_times_are_kept_once_and_in_order() -> None:
    weekly = schedule({"weekly": ["Sunday", "MON", "sun"], "at": ["18:00", "6:00", "18:00"]})

    assert isinstance(weekly, Weekly)
    assert weekly.weekly == ("mon", "sun")
    assert [f"{at:%H:%M}" for at in weekly.at] == ["06:00", "18:00"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_schedule_survives_being_stored_as_json(example: Example) -> None:
    before = example.of("Asia/Beirut")

    assert schedule(json.loads(before.model_dump_json(by_alias=True))) == before
    short = before.model_dump_json(by_alias=True, exclude_defaults=True)
    assert schedule(json.loads(short)) == before


def test_the_edition_tells_firings_apart_and_nothing_else() -> None:
    section = {"weekly": ["fri", "mon"], "except": ["2027-12-31", "2027-12-24"]}
    edition = schedule(section).edition

    assert schedule({**section, "paused": True, "catch_up": True, "at": "0:00"}).edition == edition
    assert schedule({**section, "at": "0:01"}).edition != edition
    assert schedule({**section, "timezone": "Asia/Beirut"}).edition != edition
    assert schedule({"weekly": ["fri", "mon"]}).edition != edition
    assert edition == "543583c7"  # a release that changes it passes for an edit of every export


@pytest.mark.parametrize(
    ("section", "place", "message"),
    [
        ("dayly", "", "'dayly' is no schedule; did you mean 'daily'?"),
        ("weekly", "", "'weekly' needs more than the word, as in schedule: {weekly: [mon, wed]"),
        (
            "0 5 * * *",
            "",
            "'0 5 * * *' is no schedule; write now, manual, daily, or a mapping such",
        ),
        (None, "", "is empty; drop the key to run at once, or write now, manual, daily, or a mapp"),
        ({"dayly": True}, "", "this schedule does not say when; did you mean 'daily'?"),
        ({"at": "05:00"}, "", "this schedule does not say when; add one of now, manual, on, daily"),
        (
            {"daily": True, "weekly": "mon"},
            "",
            "a schedule is of one kind, this one says daily and",
        ),
        ({"daily": "no"}, "daily", "expected true, not 'no'; to say something else, drop this"),
        ({"now": [1]}, "now", "expected true, not '[1]'; to say something else, drop this"),
        (
            {"on": "0001-01-01", "timezone": "Europe/Budapest"},
            "on",
            "'0001-01-01' is too far away; use a year from 2 to 9998",
        ),
        ({"on": "9999-12-31T23:00", "timezone": "America/New_York"}, "on", "'9999-12-31T23:00:00'"),
        ({"daily": True, "start": "0001-01-01"}, "start", "'0001-01-01' is too far"),
        ({"daily": False}, "daily", "expected true, not 'false'; to say something else, drop this"),
        (
            {"daily": True, "at": "25:00"},
            "at.0",
            "'25:00' is no time of day; write hours (0 to 23)",
        ),
        (
            {"daily": True, "at": "5:30 pm"},
            "at.0",
            "'5:30 pm' is no time of day; write hours (0 to",
        ),
        ({"daily": True, "at": 630}, "at.0", "'630' is no time of day; write hours (0 to 23) and"),
        ({"daily": True, "at": []}, "at", "is empty; give at least one entry"),
        ({"daily": True, "att": "05:00"}, "att", "Extra inputs are not permitted"),
        ({"weekly": ["tusday"]}, "weekly.0", "'tusday' is no day of the week; did you mean 'tuesd"),
        ({"weekly": [1]}, "weekly.0", "'1' is no day of the week; write mon, tue, wed, thu, fri,"),
        ({"weekly": []}, "weekly", "is empty; give at least one entry"),
        ({"monthly": 32}, "monthly.0", "'32' is no day of the month; write 1 to 31, last or last_"),
        ({"monthly": [0]}, "monthly.0", "'0' is no day of the month; write 1 to 31, last or last_"),
        ({"monthly": True}, "monthly.0", "'True' is no day of the month; write 1 to 31, last or "),
        ({"monthly": "lst"}, "monthly.0", "'lst' is no day of the month; write 1 to 31, last or l"),
        ({"daily": True, "start": "2027-02-31"}, "start", "'2027-02-31' is no date; write it as 2"),
        ({"daily": True, "start": 2027}, "start", "'2027' is no date; write it as 2027-12-25"),
        (
            {"daily": True, "start": "2027-02-01", "end": "2027-01-01"},
            "end",
            "it ends on 2027-01-01, before it starts on 2027-02-01",
        ),
        (
            {"daily": True, "except": "xmas"},
            "except",
            "'xmas' is no date; write it as 2027-12-25, ",
        ),
        ({"daily": True, "timezone": "Budapest"}, "timezone", "'Budapest' is no IANA time zone"),
        (
            {"on": "tomorrow"},
            "on",
            "'tomorrow' is no date and time; write it as \"2027-03-01T05:00",
        ),
        ({"on": "2027-03-01T05:00", "at": "5:00"}, "at", "the time is said twice, in 'on' and in"),
        ({"on": "2027-03-01", "at": ["5:00"]}, "at", "'['5:00']' is no time of day; write hours"),
        ({"now": True, "at": "05:00"}, "at", "Extra inputs are not permitted"),
    ],
)
def test_a_wrong_form_is_answered_with_a_right_one(
    section: object, place: str, message: str
) -> None:
    ((where, found),) = mistakes(section)

    assert where == place
    assert found.startswith(message)


def test_every_mistake_is_reported_at_once() -> None:
    found = mistakes({"weekly": ["mon", "tusday", "wendesday"], "at": "24:00", "timezone": "Mars"})

    assert [where for where, _ in found] == ["at.0", "timezone", "weekly.1", "weekly.2"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of exports with a calendar in it."""
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "hu.txt").write_text(
        "# Bank holidays\n2027-12-24  Christmas Eve\n\n2027-12-27 # moved\n", encoding="utf-8"
    )
    return tmp_path


def excluded(section: object, folder: Path) -> list[str]:
    """Return the days that a schedule leaves out."""
    found = schedule(section, **{FOLDER: folder})
    assert isinstance(found, RepeatedSchedule)
    return [str(day) for day in found.except_]


def test_days_to_leave_out_come_from_dates_and_calendar_files_alike(folder: Path) -> None:
    section = {"daily": True, "except": ["2027-12-31", "holidays/hu.txt"]}

    assert excluded(section, folder) == ["2027-12-24", "2027-12-27", "2027-12-31"]
    assert excluded({"daily": True, "except": "2027-01-01"}, folder) == ["2027-01-01"]


def test_every_wrong_line_of_a_calendar_file_is_named(folder: Path) -> None:
    (folder / "bad.txt").write_text("2027-12-24\n25 December\n2027-13-01\n", encoding="utf-8")

    ((_, message),) = mistakes({"daily": True, "except": "bad.txt"}, **{FOLDER: folder})

    assert "bad.txt:2: '25' is no date" in message
    assert "bad.txt:3: '2027-13-01' is no date" in message


def test_a_calendar_file_that_is_missing_is_named(folder: Path) -> None:
    ((_, message),) = mistakes({"daily": True, "except": "holidays/at.txt"}, **{FOLDER: folder})

    assert (
        message
        == f"the calendar file {folder}/holidays/at.txt cannot be read: No such file or directory"
    )


def test_a_calendar_file_that_is_a_link_to_itself_is_told_like_one_that_is_not_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "hu.txt").symlink_to(tmp_path / "hu.txt")

    ((_, message),) = mistakes({"daily": True, "except": "hu.txt"}, **{FOLDER: tmp_path})

    assert message.startswith(f"the calendar file {tmp_path}/hu.txt cannot be read: ")


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/secret.txt", "holidays/../../secret.txt"])
def test_no_file_outside_the_folder_of_the_exports_is_read(name: str, folder: Path) -> None:
    exports = folder / "holidays"
    (folder / "secret.txt").write_text("2027-01-01\n", encoding="utf-8")

    ((_, message),) = mistakes({"daily": True, "except": name}, **{FOLDER: exports})

    assert "lies outside" in message


def test_a_calendar_file_needs_a_folder_to_be_in() -> None:
    ((_, message),) = mistakes({"daily": True, "except": "hu.txt"})

    assert message == "the calendar file 'hu.txt' cannot be read here; list its dates instead"


def test_the_json_schema_offers_the_words_and_every_kind() -> None:
    offered = TypeAdapter(Schedule).json_schema()

    kinds = set(offered["$defs"])
    assert {"Now", "Manual", "OnDate", "Daily", "Weekly", "Monthly"} <= kinds
    assert {"enum": ["now", "manual", "daily"], "type": "string"} in offered["anyOf"]
    described = offered["$defs"]["Monthly"]["properties"].values()
    assert all(key.get("description") for key in described)
