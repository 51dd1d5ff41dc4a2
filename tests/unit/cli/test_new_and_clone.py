"""Starting an export from nothing, and from another one."""

from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import load_export
from antavo_export.schedules import Manual
from tests.fixtures.command_line import CommandLine

SCHEMA = "# yaml-language-server: $schema=../docs/export.schema.json\n"
SOURCE = f"""\
{SCHEMA}# Asked for by marketing.
name: Weekly  # shown on the page
model: customers
# Everybody.
filters: none
fields:
  - {{from: email, to: "E-mail"}}  # for the newsletter

# Mondays, before work.
schedule:
  weekly: [mon]
  at: "05:30"

target: {{type: sftp, connection: partner, path: /in/x.csv}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of exports in the working directory that is not made yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "export_configs"


def load(file: Path) -> Export:
    """Return the export in ``file``."""
    return load_export(file, load_catalog())


@pytest.mark.parametrize("model", load_catalog().names)
def test_a_new_export_lists_every_field_and_does_not_run_by_itself(
    antavo_export: CommandLine, folder: Path, model: str
) -> None:
    answer = antavo_export("new", "weekly_try", "--model", model)

    export = load(folder / "weekly_try.yaml")
    assert answer.out == "export_configs/weekly_try.yaml\n"
    assert export.config.name == "Weekly try"
    assert export.titles == tuple(load_catalog().model(model).fields)
    assert isinstance(export.config.schedule, Manual)
    assert export.config.targets == ()


@pytest.mark.parametrize("model", load_catalog().names)
def test_what_a_new_export_offers_as_comments_is_right_too(
    antavo_export: CommandLine, folder: Path, model: str
) -> None:
    antavo_export("new", "x", "--model", model)
    file = folder / "x.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)

    offered = {
        "filters:",
        "  - -",
        "    - ",
        "target:",
        "  type:",
        "  connection:",
        "  path:",
        "notify:",
    }
    active = [
        line.removeprefix("# ") if line[2:].startswith(tuple(offered)) else line for line in lines
    ]
    file.write_text("".join(line for line in active if line != "filters: none\n"))

    config = load(file).config
    assert config.filters != "none"
    assert len(config.targets) == 1
    assert config.notify


@pytest.mark.parametrize("export_id", ["true", "null", "No", "2027", "1e3", "0x1F", "a-" * 99])
def test_a_name_that_yaml_reads_as_something_else_stands_in_quotes(
    antavo_export: CommandLine, folder: Path, export_id: str
) -> None:
    answer = antavo_export("new", export_id, "--model", "stores")

    assert answer.code == 0, answer.err
    config = load(folder / f"{export_id}.yaml").config
    assert config.name == export_id.replace("-", " ").strip().capitalize()


def test_a_new_export_names_its_schema_from_where_it_lies(
    antavo_export: CommandLine, folder: Path
) -> None:
    antavo_export("new", "a", "--model", "stores", "--folder", folder / "shops" / "eu")

    text = (folder / "shops" / "eu" / "a.yaml").read_text(encoding="utf-8")
    assert text.startswith(SCHEMA.replace("..", "../../.."))


@pytest.mark.parametrize("taken", ["weekly.yaml", "weekly.yml", "old/weekly.yaml"])
def test_nothing_is_ever_overwritten(antavo_export: CommandLine, folder: Path, taken: str) -> None:
    (folder / taken).parent.mkdir(parents=True)
    (folder / taken).write_text(SOURCE)

    new = antavo_export("new", "weekly", "--model", "stores")
    clone = antavo_export("clone", folder / taken, "weekly")

    assert (new.code, clone.code) == (1, 1)
    assert "there is an export 'weekly' already: " in new.err
    assert new.err == clone.err
    assert [file.name for file in folder.rglob("*.y*ml")] == [Path(taken).name]
    assert (folder / taken).read_text() == SOURCE


@pytest.mark.parametrize("export_id", ["two words", "a/b", "../x", "", ".hidden", "_x", "x" * 201])
def test_an_id_that_cannot_be_one_is_refused(
    antavo_export: CommandLine, folder: Path, export_id: str
) -> None:
    answer = antavo_export("new", export_id, "--model", "stores")

    assert answer.code == 1
    assert answer.err == f"'{export_id}' cannot be an id: use letters, digits, _ and - only\n"
    assert not list(folder.parent.rglob("*.yaml"))


@pytest.mark.parametrize("taken", ["antavo_export_once", "antavo_export_retention"])
def test_the_id_of_a_dag_of_the_product_is_refused(
    antavo_export: CommandLine, folder: Path, taken: str
) -> None:
    answer = antavo_export("new", taken, "--model", "stores")

    assert answer.code == 1
    assert answer.err == f"the id '{taken}' is taken by a DAG of the product; choose another\n"
    assert not folder.exists()


def test_an_unknown_model_makes_no_file(antavo_export: CommandLine, folder: Path) -> None:
    answer = antavo_export("new", "x", "--model", "shops")

    assert answer.code == 1
    assert "there is no data model 'shops'" in answer.err
    assert not folder.exists()


def test_a_clone_is_the_source_to_the_letter_but_for_name_and_schedule(
    antavo_export: CommandLine, folder: Path
) -> None:
    folder.mkdir()
    (folder / "weekly.yaml").write_text(SOURCE)

    answer = antavo_export("clone", "weekly", "weekly_2")

    assert answer.out == "export_configs/weekly_2.yaml\n"
    assert (folder / "weekly_2.yaml").read_text(encoding="utf-8") == SOURCE.replace(
        "name: Weekly  # shown on the page\n", 'name: "Weekly (copy)"\n'
    ).replace(
        'schedule:\n  weekly: [mon]\n  at: "05:30"\n',
        '# schedule:\n#   weekly: [mon]\n#   at: "05:30"\nschedule: manual\n',
    )


@pytest.mark.parametrize(
    "source",
    [
        "name: A\nmodel: stores\nfilters: none\nfields: all",
        "{name: A, model: stores, filters: none, fields: all, schedule: daily}",
        "\ufeffname: A\r\nmodel: stores\r\nfilters: none\r\nfields: all\r\nschedule: now\r\n",
        "schedule: {monthly: 1}\nfields: all\nfilters: none\nmodel: stores\nname: >-\n  A\n  B\n",
        "model: stores\nfilters: none\nfields: all\n",
        f"name: {'long ' * 39}\nmodel: stores\nfilters: none\nfields: all\n",
    ],
)
def test_a_clone_never_runs_by_itself_however_the_source_is_written(
    antavo_export: CommandLine, folder: Path, source: str
) -> None:
    folder.mkdir()
    (folder / "_defaults.yaml").write_text("name: From the folder\nschedule: daily\n")
    (folder / "a.yaml").write_text(source, encoding="utf-8", newline="")

    answer = antavo_export("clone", "a", "b")

    assert answer.code == 0, answer.err
    original, copy = load(folder / "a.yaml").config, load(folder / "b.yaml").config
    assert isinstance(copy.schedule, Manual)
    assert copy.name == f"{original.name[:193]} (copy)"
    same = {"name", "schedule"}
    assert copy.model_dump(exclude=same) == original.model_dump(exclude=same)


def in_a_team(folder: Path) -> Path:
    """Write an export whose folder says which database it reads, and in which zone."""
    team = folder / "team"
    team.mkdir(parents=True)
    (team / "_defaults.yaml").write_text("timezone: Europe/Paris\nconnection: other\n")
    (team / "teamed.yaml").write_text("name: A\nmodel: stores\nfilters: none\nfields: all\n")
    return team


def test_a_clone_lies_beside_its_source_under_the_same_defaults(
    antavo_export: CommandLine, folder: Path
) -> None:
    team = in_a_team(folder)

    answer = antavo_export("clone", "teamed", "teamed_copy")

    assert (answer.out, answer.err) == ("export_configs/team/teamed_copy.yaml\n", "")
    assert load(team / "teamed_copy.yaml").config.connection == "other"


def test_a_clone_that_loses_defaults_of_its_source_s_folder_says_which(
    antavo_export: CommandLine, folder: Path
) -> None:
    in_a_team(folder)

    answer = antavo_export("clone", "teamed", "teamed_copy", "--folder", "export_configs")

    assert answer.out == "export_configs/teamed_copy.yaml\n"
    assert answer.err == (
        "! export_configs/teamed_copy.yaml differs from its source in connection, timezone: "
        "its folder has other defaults\n"
    )


def test_the_id_of_the_source_may_be_misspelt(antavo_export: CommandLine, folder: Path) -> None:
    folder.mkdir()
    (folder / "weekly.yaml").write_text(SOURCE)

    answer = antavo_export("clone", "wekly", "b")

    assert answer.code == 1
    assert answer.err == "there is no export 'wekly' in export_configs; did you mean 'weekly'?\n"


def test_a_source_with_mistakes_is_not_copied(antavo_export: CommandLine, folder: Path) -> None:
    folder.mkdir()
    (folder / "a.yaml").write_text(SOURCE.replace("customers", "custommers"))

    answer = antavo_export("clone", "a", "b")

    assert answer.code == 1
    assert "export_configs/a.yaml:4: model: " in answer.err
    assert not (folder / "b.yaml").exists()
