"""The entry point: finds the command, runs it, and turns errors into messages and exit codes.

Exit codes: 0 all is well, 1 mistakes were found or the work failed, 2 the command was used wrongly,
130 it was interrupted.
"""

import os
import signal
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn, TextIO

from antavo_export.cli.commands import COMMANDS, Command
from antavo_export.cli.errors import UsageError
from antavo_export.errors import ExportError, did_you_mean

PROGRAM: Final = "antavo-export"
_INTERRUPTED: Final = 130  # 128 + SIGINT, as shells report it


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that ``words`` ask for, by default those of the command line.

    Raises:
        SystemExit: as argparse does, with code 2 for wrong arguments and 0 for ``--help``.
    """
    if words is None:
        words = sys.argv[1:]
        _take_every_text()
        signal.signal(signal.SIGTERM, _interrupt)
    if not words or words[0] not in COMMANDS:
        _without_command(words)
    return _run(COMMANDS[words[0]], words[1:])


def _take_every_text() -> None:
    """Let no stream refuse what is written: a terminal without our letters, or a closed one."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")  # stays open for as long as we run


def _without_command(words: Sequence[str]) -> NoReturn:
    """Answer ``--help`` and ``--version``, and refuse everything else."""
    parser = ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} COMMAND [ARGUMENT ...]",
        description="Work with export files: the code that Airflow runs, without Airflow.",
        epilog=_overview(),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="show the version and exit")
    if parser.parse_args([word for word in words[:1] if word.startswith("-")]).version:
        sys.stdout.write(f"{PROGRAM} {_version()}\n")
        parser.exit()
    if not words:
        parser.print_help(sys.stderr)
        parser.exit(2)
    hint = did_you_mean(words[0], COMMANDS)
    parser.error(f"there is no command '{words[0]}'{hint}")


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - a tenth of a second, rarely asked for

    return version(PROGRAM)


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = (f"  {command.name:{width}}  {command.summary}" for command in COMMANDS.values())
    return "\n".join(
        ("commands:", *lines, "", f"'{PROGRAM} COMMAND --help' tells more about each of them.")
    )


def _run(command: Command, words: Sequence[str]) -> int:
    module = command.module
    parser = ArgumentParser(
        prog=f"{PROGRAM} {command.name}",
        description=module.__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    try:
        code = module.run(parser.parse_args(words))
        sys.stdout.flush()
    except UsageError as error:
        parser.error(str(error))
    except ExportError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or PROGRAM}: {error.strerror or error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return _INTERRUPTED
    return code


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """End like Ctrl-C does, so that a statement is cancelled and no half file is left."""
    del number, frame
    raise KeyboardInterrupt
