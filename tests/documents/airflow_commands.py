"""Airflow's own commands, in one process of their own: importing Airflow takes seconds.

``python -m tests.documents.airflow_commands [[word, ...], ...]`` parses each command with Airflow's
parser, and runs those that begin with ``run``.
"""

import json
import sys

from airflow.cli.cli_parser import get_parser


def main() -> None:
    """Do it; argparse ends the process at the first command that Airflow does not know."""
    for mode, *words in json.loads(sys.argv[1]):
        if mode == "run":
            arguments = get_parser().parse_args(words)
            arguments.func(arguments)
        elif any(word.startswith("-") for word in words):
            get_parser().parse_args(words)
        else:
            _check_name(words)


def _check_name(words: list[str]) -> None:
    """Accept a name without options, which stands for the command as such."""
    try:
        get_parser().parse_args([*words, "--help"])
    except SystemExit as help_shown:
        if help_shown.code:
            raise


if __name__ == "__main__":
    main()
