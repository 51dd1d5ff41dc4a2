"""`make demo-logs`: what all services print, as they print it."""

import os
import shutil

from demo.demo import Demo
from demo.progress import say


def follow_logs(demo: Demo) -> None:
    """Become `tail`, until the user ends it."""
    files = [*demo.settings.logs.glob("*.log"), demo.postgres.log]
    logs = sorted(str(file) for file in files if file.exists())
    tail = shutil.which("tail")
    if not logs or tail is None:
        say(f"No logs in {demo.settings.logs} yet: make demo starts the demo.")
        return
    os.execv(tail, ["tail", "-n", "10", "-F", *logs])  # noqa: S606 - no shell is wanted
