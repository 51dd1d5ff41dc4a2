"""Checking export files from the command line."""

from pathlib import Path

import pytest

from tests.fixtures.command_line import CommandLine

GOOD = "name: Good\nmodel: customers\nfilters: none\nfields: all\n"
BAD = "name: Bad\nmodel: custommers\nfilters: none\nfields: all\nextra: 1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of exports in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "export_configs").mkdir()
    return tmp_path / "export_configs"


def test_the_folder_of_exports_is_checked_unless_told_otherwise(
    antavo_export: CommandLine, folder: Path
) -> None:
    (folder / "good.yaml").write_text(GOOD)
    (folder / "sub").mkdir()
    (folder / "sub" / "bad.yml").write_text(BAD)

    answer = antavo_export("validate")

    assert answer.code == 1
    assert answer.out == "2 exports, 1 with mistakes, 2 in all\n"
    model, extra = answer.err.splitlines()
    assert model == (
        "export_configs/sub/bad.yml:2: model: there is no data model 'custommers'; "
        "did you mean 'customers'?"
    )
    assert extra.startswith("export_configs/sub/bad.yml:5: extra: unknown key; use one of ")


def test_good_files_are_counted_and_nothing_else_is_said(
    antavo_export: CommandLine, folder: Path
) -> None:
    (folder / "good.yaml").write_text(GOOD)

    assert antavo_export("validate", folder / "good.yaml").out == "1 export, no mistakes\n"
    assert antavo_export("validate", folder).err == ""


@pytest.mark.parametrize("named", ["export_configs", "export_configs/z.YAML"])
def test_a_suffix_in_capital_letters_is_a_mistake(
    antavo_export: CommandLine, folder: Path, named: str
) -> None:
    (folder / "z.YAML").write_text(GOOD)
    (folder / "_draft.YAML").write_text(GOOD)

    answer = antavo_export("validate", named)

    assert answer.code == 1
    assert answer.err == (
        "export_configs/z.YAML:1: is not read under this name; rename it to z.yaml\n"
    )


def test_a_folder_that_is_missing_hides_no_mistakes(
    antavo_export: CommandLine, folder: Path
) -> None:
    (folder / "bad.yaml").write_text(BAD)

    answer = antavo_export("validate", folder, "nosuch", "nosuch.yaml")

    assert answer.code == 1
    first, second, *missing = answer.err.splitlines()
    assert ("bad.yaml:2: model" in first, "bad.yaml:5: extra" in second) == (True, True)
    assert missing == [
        "nosuch:1: there is no such folder of exports",
        "nosuch.yaml:1: cannot be read: No such file or directory",
    ]


def test_the_folder_can_be_named_as_airflow_names_it(
    antavo_export: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "good.yaml").write_text(GOOD)
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__EXPORT_CONFIGS", str(elsewhere))

    assert antavo_export("validate").out == "1 export, no mistakes\n"


def test_the_defaults_are_checked_with_the_exports_they_are_for(
    antavo_export: CommandLine, folder: Path
) -> None:
    (folder / "good.yaml").write_text(GOOD)
    (folder / "_defaults.yaml").write_text("timezone: Mars\n")

    alone = antavo_export("validate", folder / "_defaults.yaml")
    together = antavo_export("validate", *folder.iterdir())

    assert alone.code == 0
    assert together.code == 1
    assert together.err.startswith(f"{folder}/_defaults.yaml:1: timezone: 'Mars' is no IANA")


def test_two_files_that_claim_one_id_are_both_named(
    antavo_export: CommandLine, folder: Path
) -> None:
    (folder / "good.yaml").write_text(GOOD)
    (folder / "good.yml").write_text(GOOD)

    answer = antavo_export("validate", folder)

    assert answer.code == 1
    assert "the id 'good' is claimed by" in answer.err


def test_a_folder_that_is_not_there_is_named(antavo_export: CommandLine, folder: Path) -> None:
    folder.rmdir()

    answer = antavo_export("validate")

    assert answer.code == 1
    assert answer.err == "export_configs:1: there is no such folder of exports\n"


def test_a_database_that_is_not_named_is_asked_for(
    antavo_export: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "good.yaml").write_text(GOOD)
    monkeypatch.delenv("AIRFLOW_CONN_ANTAVO", raising=False)

    answer = antavo_export("validate", "--database", folder / "good.yaml")

    assert answer.code == 2
    assert "or set AIRFLOW_CONN_ANTAVO to the Airflow connection 'antavo'" in answer.err


def test_a_connection_that_is_none_is_refused_without_repeating_it(
    antavo_export: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "good.yaml").write_text(GOOD)
    monkeypatch.setenv("AIRFLOW_CONN_ANTAVO", "mysql://anna:hunter2@db/loyalty")

    answer = antavo_export("validate", "--database")

    assert answer.code == 2
    assert "AIRFLOW_CONN_ANTAVO: expected a connection of type postgres" in answer.err
    assert "hunter2" not in answer.err


TOLD = GOOD + "notifiers:\n  - notifier: {}\n"


def test_a_notifier_that_the_setting_does_not_allow_is_a_mistake(
    antavo_export: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "told.yaml").write_text(TOLD.format("antigravity.Fly"))

    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__NOTIFIERS", "airflow.providers, company")
    refused = antavo_export("validate")
    monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__NOTIFIERS", "antigravity")
    taken = antavo_export("validate")

    assert refused.code == 1
    assert refused.err == (
        "export_configs/told.yaml:6: notifiers.0.notifier: antigravity.Fly is not among the "
        "notifiers that may be named here: airflow.providers, company; ask for it to be added to "
        "the setting notifiers\n"
    )
    assert (taken.code, taken.out, taken.err) == (0, "1 export, no mistakes\n", "")


def test_what_is_not_known_without_the_setting_is_said(
    antavo_export: CommandLine, folder: Path
) -> None:
    (folder / "told.yaml").write_text(TOLD.format("antigravity.Fly"))
    usual = "airflow.providers.http.notifications.HttpNotifier"
    (folder / "usual.yaml").write_text(TOLD.format(usual))

    answer = antavo_export("validate")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "export_configs/told.yaml:6: notifiers.0.notifier: not checked: is taken only where "
        "Airflow's setting notifiers allows it; set AIRFLOW__ANTAVO_EXPORT__NOTIFIERS to that "
        "setting here",
        "2 exports, no mistakes",
    ]
