"""What the demo prints while it works: one line a step, with the seconds it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 60


@contextmanager
def step(what: str) -> Iterator[None]:
    """Print what begins now and, on the same line, how long it took; nothing if it fails."""
    began = time.monotonic()
    sys.stdout.write(f"  {what + ' ':.<{WIDTH}}")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        say(" failed")
        raise
    say(f" {time.monotonic() - began:5.1f} s")


def say(text: str = "") -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
