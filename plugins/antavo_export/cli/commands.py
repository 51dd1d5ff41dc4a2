"""The table of commands: a new one is a module and a row."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast


class CommandModule(Protocol):
    """What the module of a command offers; its docstring is the help text."""

    __doc__: str | None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: Namespace) -> int:
        """Do it and return the exit code: 0 when all is well, 1 when something is wrong.

        Raises:
            ExportError: what to tell the user; the exit code is 1.
            UsageError: the command was not asked for in a way it can do; the exit code is 2.
        """


@dataclass(frozen=True)
class Command:
    """One row of the table: a module's name, and its line in the list of commands."""

    name: str
    summary: str

    @property
    def module(self) -> CommandModule:
        """Return the command's module, importing it the first time."""
        return cast("CommandModule", import_module(f"antavo_export.cli.{self.name}"))


_ROWS: Final = (
    Command("validate", "check export files and tell every mistake in them"),
    Command("explain", "show where each value of an export comes from"),
    Command("preview", "show the first rows of an export"),
    Command("run", "write an export's file"),
    Command("sql", "show the statement an export runs"),
    Command("date", "show what a date: expression means"),
    Command("calendar", "list the next runs of all exports"),
    Command("backfill", "run an export for past days, through Airflow"),
    Command("pools", "let deliveries to one target share a pool of Airflow"),
    Command("target", "rehearse a delivery: connect, log in, write, verify, delete"),
    Command("models", "list the data models and their fields"),
    Command("new", "write a commented export file to start from"),
    Command("clone", "copy an export file under another id"),
    Command("schema", "print the JSON schema of export files, for editors"),
)

COMMANDS: Final = {command.name: command for command in _ROWS}
