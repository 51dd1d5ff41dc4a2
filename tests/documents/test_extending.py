"""The page on extending: its blocks, applied to a copy of the code, do what the page says."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from demo.postgres import Postgres
from tests.documents.blocks import Block, blocks, read_blocks
from tests.documents.changes import ChangeDoesNotFitError, change, save
from tests.documents.conftest import copy_checkout
from tests.documents.output import check_output
from tests.documents.prompt import Prompt
from tests.fixtures.command_line import Answer

PAGE = "docs/extending.md"
FILL = """
import sys, psycopg
from demo.loyalty import create_reader, fill
with psycopg.connect(sys.argv[1]) as connection:
    fill(connection, customers=500, events=5_000)
    create_reader(connection, sys.argv[2])
"""
WIZARD = """
import json
from antavo_export.catalog import load_catalog
from antavo_export.ui.routes.catalog import _field_view
field = load_catalog().model("customers").field("first_name")
print(json.dumps(_field_view(field)["operators"]))
"""
DELIVERY = Path(__file__).with_name("watched_delivery.py")
COMMANDS = Path(__file__).with_name("served_commands.py")


@dataclass(frozen=True)
class Copy:
    """A copy of the code with everything on the page done to it, its database and its target."""

    folder: Path
    environment: dict[str, str]
    database: str
    mounted: Path
    commands: "subprocess.Popen[str]"

    def run(self, *words: object) -> Answer:
        """Run a Python program with the modules of the copy."""
        done = subprocess.run(  # noqa: S603 - our own interpreter and programs
            [sys.executable, *map(str, words)],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def command(self, *words: object) -> Answer:
        """Run the command of the copy."""
        assert self.commands.stdin
        assert self.commands.stdout
        self.commands.stdin.write(f"{json.dumps([*map(str, words)])}\n")
        self.commands.stdin.flush()
        return Answer(*json.loads(self.commands.stdout.readline()))

    def said(self, *words: object) -> list[Any]:
        """Return the lines of JSON that a program prints."""
        answer = self.run(*words)
        assert answer.code == 0, answer.err
        return [json.loads(line) for line in answer.out.splitlines()]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Copy]:
    """Do what the page says in a copy of the checkout, and fill a database for it."""
    folder, mounted = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("mounted")
    (mounted / "inbox").mkdir()
    extend(folder)
    name = f"extended_{secrets.token_hex(4)}"
    postgres_server.create_database(name)
    database = postgres_server.uri(name)
    environment = {
        "PYTHONPATH": f"{folder}:{folder / 'plugins'}",
        "AIRFLOW_HOME": str(folder / "airflow"),
        "AIRFLOW_CONN_ANTAVO": database,
        "AIRFLOW_CONN_WAREHOUSE": connection(mounted),
    }
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, COMMANDS],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as commands:
        copy = Copy(folder, environment, database, mounted, commands)
        filled = copy.run("-c", FILL, database, secrets.token_hex(8))
        assert filled.code == 0, filled.err
        yield copy
    postgres_server.drop_database(name)


def extend(folder: Path) -> None:
    """Copy the checkout and do to the copy what the page says."""
    copy_checkout(folder, "demo")
    for block in blocks(PAGE):
        if block.note == "file":
            save(block, folder)
        elif block.language == "diff":
            change(block, folder)


def connection(mounted: Path) -> str:
    """Return the page's connection, to a folder that is there."""
    (shown,) = (block.text for block in blocks(PAGE) if block.language == "json")
    assert "/mnt/warehouse" in shown
    return shown.replace("/mnt/warehouse", str(mounted))


def test_every_command_of_the_page_prints_what_the_page_shows(copy: Copy) -> None:
    prompt = Prompt(copy.folder, copy.command, copy.environment)
    answer = None
    for block in blocks(PAGE):
        if block.language == "text" and answer is not None:
            check_output(block, answer.out)
        answer = prompt.type(block) if block.language == "sh" else None


def test_the_new_model_has_the_rows_that_the_database_has(copy: Copy) -> None:
    assert lines(copy, "unhappy_customers") == ["Customer,Rating,Answered", *rows(
        copy,
        "SELECT concat_ws(',', customer, rating, date_trunc('second', answered_at"
        " AT TIME ZONE 'Europe/Budapest')) FROM loyalty.surveys WHERE rating <= 2",
    )]  # fmt: skip


def test_the_role_of_the_exports_may_read_the_new_table(copy: Copy) -> None:
    may_read = "SELECT has_table_privilege('antavo_export', 'loyalty.surveys', 'SELECT')::text"
    assert rows(copy, may_read) == ["true"]


def test_the_new_operator_selects_the_right_rows(copy: Copy) -> None:
    named = "SELECT concat_ws(',', _id, first_name) FROM loyalty.customers WHERE "
    expected = rows(copy, named + "first_name ~* '^anna$'")
    assert len(expected) > len(rows(copy, named + "first_name = 'ANNA'"))
    assert sorted(lines(copy, "annas")[1:]) == sorted(expected)


def test_the_new_operator_is_offered_wherever_operators_are(copy: Copy) -> None:
    model = json.loads(copy.command("models", "customers", "--json").out)
    (field,) = [field for field in model["fields"] if field["name"] == "first_name"]
    assert "equals_any_case" in field["operators"]
    (offered,) = copy.said("-c", WIZARD)
    assert {"name": "equals_any_case", "label": "Equals in any case", "arity": "one"} in offered
    page = copy.folder / "configuration.md"
    assert copy.run("-m", "antavo_export.config.reference_page", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert "| `equals_any_case` | Equals in any case |" in text
    assert "### TSV" in text
    assert "### FOLDER" in text


def test_the_new_format_writes_tabs_and_encloses_nothing(copy: Copy) -> None:
    expected = rows(copy, "SELECT concat_ws(E'\\t', id, name, coalesce(phone, ''))"
                          " FROM loyalty.stores")  # fmt: skip
    assert lines(copy, "stores") == ["id\tStore\tphone", *expected]


def test_the_new_target_gets_the_file_whole_and_proven(copy: Copy) -> None:
    config = copy.folder / "export_configs" / "stores_for_the_warehouse.yaml"
    file = copy.folder / "made.tsv"
    assert copy.command("run", config, "--output", file).code == 0
    *steps, delivery = copy.said(DELIVERY, config, file, "/inbox/stores.tsv")
    part = "/inbox/.stores.tsv.a-b.1.part"
    assert steps == [["store", part], ["read", part], ["replace", part, "/inbox/stores.tsv"]]
    assert (delivery["target"], delivery["verified"]) == ("folder", "read_back")
    assert [each.name for each in (copy.mounted / "inbox").iterdir()] == ["stores.tsv"]
    assert (copy.mounted / "inbox" / "stores.tsv").read_bytes() == file.read_bytes()


def test_the_new_target_cannot_be_left_by_a_link(copy: Copy) -> None:
    (copy.mounted / "out").symlink_to(copy.folder)
    refused = copy.command("target", "test", "warehouse", "--type", "folder", "--path", "/out")
    assert refused.code == 1
    assert "leads out of the folder" in refused.out


def test_the_schema_for_editors_knows_what_is_new(copy: Copy) -> None:
    schema = copy.command("schema").out
    for name in ("surveys", "equals_any_case", "TsvFormat", "FolderTarget"):
        assert f'"{name}"' in schema


def test_a_change_that_does_not_fit_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\n\nthree\n", encoding="utf-8")
    change(diff("a.txt", " two\n\n-three\n+four"), tmp_path)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "one\ntwo\n\nfour\n"
    with pytest.raises(ChangeDoesNotFitError, match="0 times"):
        change(diff("a.txt", "-three"), tmp_path)


def diff(file: str, hunk: str) -> Block:
    (block,) = read_blocks("page.md", f"```diff\n--- {file}\n+++ {file}\n@@\n{hunk}\n```\n")
    return block


def lines(copy: Copy, export: str) -> list[str]:
    """Return the lines of an export's file."""
    output = copy.folder / f"{export}.out"
    answer = copy.command("run", f"export_configs/{export}.yaml", "--output", output)
    assert answer.code == 0, answer.err
    content = output.read_bytes()
    assert content.endswith(b"\n")
    return content.decode().split("\n")[:-1]


def rows(copy: Copy, query: str) -> list[str]:
    """Return the one column of a query's rows, in the order of the table."""
    with psycopg.connect(copy.database) as connection:
        return [str(row[0]) for row in connection.execute(query.encode())]
