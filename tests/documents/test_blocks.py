"""Every block of every page: commands are run, configurations read, connections made."""

import json
import re
import shlex
from pathlib import Path

import pytest
from airflow.sdk import Connection

from antavo_export.cli.commands import COMMANDS
from tests.architecture.project import ROOT, documents
from tests.documents.blocks import Block, blocks, changes_the_code, pages, read_blocks
from tests.documents.changes import save
from tests.documents.output import check_output
from tests.documents.prompt import Prompt, commands_of, parse
from tests.documents.yaml_kinds import UnknownBlockError, check_yaml

TRIED = {"sh", "yaml", "json", "python", "diff"}
SHOWN = {"", "text", "mermaid"}  # what a page only shows
OF_THIS_CODE = [page for page in pages() if not changes_the_code(page)]  # see test_extending


@pytest.mark.parametrize("page", pages())
def test_every_block_of_a_page_is_tried_or_says_why_not(page: str) -> None:
    for block in blocks(page):
        if block.language not in TRIED | SHOWN:
            assert block.note in {"not run", "file"}, UnknownBlockError(block, "unknown language")
        if block.note == "not run":
            assert len(block.said) > 10, f"{block}: say why it is not run"


@pytest.mark.parametrize("page", OF_THIS_CODE)
def test_every_configuration_on_a_page_is_taken(page: str, tmp_path: Path) -> None:
    for block in blocks(page):
        if block.language == "yaml" and block.note != "not run":
            folder = tmp_path / str(block.line)
            folder.mkdir()
            check_yaml(block, folder)


@pytest.mark.parametrize("page", pages())
def test_every_connection_on_a_page_is_one_that_airflow_takes(page: str) -> None:
    for block in blocks(page):
        if block.language == "json" and block.note != "not run":
            fields = json.loads(block.text)
            if "conn_type" not in fields:
                raise UnknownBlockError(block, "this is no connection")
            connection = Connection.from_json(block.text)
            assert (connection.host, connection.extra_dejson) == (fields["host"], fields["extra"])


@pytest.mark.parametrize("page", pages())
def test_every_program_on_a_page_runs(page: str) -> None:
    for block in blocks(page):
        if block.language == "python" and not block.note:
            exec(compile(block.text, str(block), "exec"), {})  # noqa: S102 - the project's own


@pytest.mark.parametrize("page", OF_THIS_CODE)
def test_every_command_of_a_page_does_what_the_page_says(page: str, prompt: Prompt) -> None:
    answer = None
    for block in blocks(page):
        if block.language == "text" and answer is not None:
            check_output(block, answer.out + (answer.err if answer.code else ""))
        answer = None
        if block.note == "file" and block.language != "python":
            save(block, prompt.folder)
        elif block.language == "sh" and block.note != "not run" and not _is_for_airflow(block):
            answer = prompt.type(block)


@pytest.mark.parametrize("page", documents())
def test_every_command_in_a_sentence_is_one_that_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for command in re.findall(r"`antavo-export ([a-z][^`<]*)`", text):
        words = shlex.split(command)
        assert words[0] in COMMANDS
        if len(words) > 1:  # a name alone stands for the command as such
            parse(["antavo-export", *words])


def test_a_block_that_nobody_can_try_would_be_noticed(prompt: Prompt, tmp_path: Path) -> None:
    text = "\n```sh\nrm -r /\n```\n\n```yaml\nimage: postgres\n```\n\n    curl example.com\n"
    unknown, foreign, indented = read_blocks("page.md", text)
    assert (unknown.line, foreign.line, indented.line) == (2, 6, 10)
    for command in (unknown, indented):
        with pytest.raises(UnknownBlockError):
            prompt.type(command)
    with pytest.raises(UnknownBlockError):
        check_yaml(foreign, tmp_path)


def _is_for_airflow(block: Block) -> bool:
    return block.language == "sh" and commands_of(block.text)[0].startswith("airflow ")
