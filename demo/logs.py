"""`make demo-logs`: what all services print, as they print it."""

import os
import shutil

from demo.demo import Demo
from demo.progress import say


def follow_logs(demo: Demo) -> None:
    """Become `tail`, until the user ends it."""
    logs = sorted(str(file) for file in demo.settings.logs.glob("*.log"))
    tail = shutil.which("tail")
    if not logs or tail is None:
        say(f"No logs in {demo.settings.logs} yet: make demo starts the demo.")
        return
    os.execv(tail, ["tail", "-n", "10", "-F", *logs])  # noqa: S606 - no shell is wanted
