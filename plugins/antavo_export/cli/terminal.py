"""Is somebody looking, and how much room is there."""

import shutil
import sys


def output_width() -> int | None:
    """Return the columns of the terminal that stdout goes to, None when it goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
