"""`make demo-down`: everything stopped, nothing lost."""

from demo.demo import Demo
from demo.progress import say, step
from demo.service import stop


def down(demo: Demo) -> None:
    """Stop everything; the data and the logs stay for the next start."""
    running = [name for name, runs in demo.running().items() if runs]
    if running:
        with step("Stop Airflow and the partner's SFTP server"):
            stop(demo.services)
        with step("Stop Postgres"):
            demo.postgres.stop()
    else:
        stop(demo.services)
        say("Nothing was running.")
    say(f"The data stay in {demo.settings.folder}; without it the demo starts afresh.")
