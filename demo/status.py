"""What runs, where to look, and how to stop it."""

import shlex

from demo.airflow import USERS
from demo.demo import Demo
from demo.progress import say
from demo.prompt import FILE_NAME


def show_status(demo: Demo) -> None:
    """Print a line for each part: whether it runs, and where."""
    ports = demo.settings.ports
    places = {
        "postgres": f"127.0.0.1:{ports['postgres']}",
        "sftp": f"127.0.0.1:{ports['sftp']}, files in {demo.settings.sftp_root}",
        "api-server": demo.settings.url,
    }
    for name, runs in demo.running().items():
        state = "running" if runs else "stopped"
        say(f"  {name:<15}{state:<9}{places.get(name, '')}")


def show_way_in(demo: Demo) -> None:
    """Print the address of Airflow, its users with their passwords, and how to stop it all."""
    say()
    say(f"Airflow  {demo.settings.url}")
    for name in USERS:
        say(f"  {name:<9}{getattr(demo.passwords, name)}")
    say()
    file = demo.settings.folder / FILE_NAME
    say(f"To use antavo-export on the demo's data:  . {shlex.quote(str(file))}")
    say("Everything keeps running: make demo-logs follows it, make demo-down stops it.")
