"""A prompt in a folder like a fresh checkout, with the demo's database behind it."""

import os
import re
import shlex
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from antavo_export.cli.commands import COMMANDS
from tests.architecture.project import make_targets
from tests.documents.blocks import Block
from tests.documents.yaml_kinds import UnknownBlockError
from tests.fixtures.command_line import Answer, CommandLine

NEED_AIRFLOW = {"backfill", "pools"}  # they talk to a running one: tests/airflow runs them
HARMLESS = {
    ".", "antavo-export", "cat", "cmp", "cp", "comm", "head", "ls", "mkdir", "mv", "sha256sum",
    "sort",
}  # fmt: skip
SHELL = re.compile(r"[|&;<>$`*]")


@dataclass(frozen=True)
class Prompt:
    """Where commands are typed.

    Attributes:
        folder: What the commands see as the checkout.
        antavo_export: Runs the product's command in this process.
        environment: What a reader has set before.
    """

    folder: Path
    antavo_export: CommandLine
    environment: Mapping[str, str]

    def type(self, block: Block) -> Answer | None:
        """Run the commands of a block and return what they printed, the exit code of the last.

        None stands for commands that other tests run: here they are only known to exist.
        """
        commands = commands_of(block.text)
        first = {shlex.split(command)[0] for command in commands}
        if first == {"make"}:
            _check_all(commands, _make)
            return None
        if first == {"python"}:
            _check_all(commands, _module)
            return None
        if first == {"antavo-export"} and not any(map(SHELL.search, commands)):
            return self._each(block, commands)
        if first <= HARMLESS:
            answer = self._shell("\n".join(commands))
            assert not answer.code or block.note == "fails", f"{block}: {answer.err}"
            return answer
        raise UnknownBlockError(block, f"nobody knows how to run {', '.join(sorted(first))}")

    def _each(self, block: Block, commands: list[str]) -> Answer:
        answers = [self._product(shlex.split(command)) for command in commands]
        failed = [c for c, answer in zip(commands, answers, strict=True) if answer.code]
        assert not failed or block.note == "fails", f"{block}: {failed} {answers[-1].err}"
        out, err = ("".join(getattr(answer, name) for answer in answers) for name in ("out", "err"))
        return Answer(answers[-1].code, out, err)

    def _product(self, words: list[str]) -> Answer:
        if words[1] in NEED_AIRFLOW:
            parse(words)
            return Answer(0, "", "")
        return self.antavo_export(*words[1:])

    def _shell(self, script: str) -> Answer:
        done = subprocess.run(  # noqa: S603 - the documents' own commands
            ["/bin/sh", "-eu", "-c", script],
            cwd=self.folder,
            env={
                **os.environ,
                **self.environment,
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "PYTHONPATH": f"{self.folder}:{self.folder / 'plugins'}",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)


def _check_all(commands: list[str], check: Callable[[list[str]], None]) -> None:
    for command in commands:
        check(shlex.split(command))


def _make(words: list[str]) -> None:
    assert {word for word in words[1:] if "=" not in word} <= make_targets()


def _module(words: list[str]) -> None:
    assert words[1] == "-m"
    assert find_spec(words[2]), f"there is no module {words[2]}"


def commands_of(text: str) -> list[str]:
    """Return the commands of a block: continued lines joined, remarks and prompts left out."""
    lines = text.replace("\\\n", " ").splitlines()
    without = (re.sub(r"(^|\s+)# .*$", "", line) for line in lines)
    return [line.strip().removeprefix("$ ") for line in without if line.strip()]


def parse(words: list[str]) -> None:
    """Check the words of a command against the product's own parser.

    Raises:
        SystemExit: it does not take them.
    """
    module = COMMANDS[words[1]].module
    parser = ArgumentParser()
    module.add_arguments(parser)
    parser.parse_args(words[2:])
