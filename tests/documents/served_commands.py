"""The command ``antavo-export`` of a copy of the code, in a process with the copy's modules.

Reads the words of a command as a line of JSON and answers with exit code, output and errors in
another, for as long as there are commands: importing everything for each would take seconds.
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from antavo_export.cli.main import main


def answer(words: list[str]) -> tuple[int, str, str]:
    """Run one command and return its exit code and what it printed to which stream."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return code, out.getvalue(), err.getvalue()


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(answer(json.loads(line)))}\n")
        sys.stdout.flush()
