"""`python -m demo up|down|status|logs`, which `make demo` and its sisters call."""

import argparse
import os
import sys
from pathlib import Path

import httpx

from demo.airflow_api import AirflowError
from demo.demo import Demo
from demo.down import down
from demo.logs import follow_logs
from demo.ports import PortsInUseError
from demo.postgres import PostgresError
from demo.settings import ROOT, SettingsError, read_settings
from demo.status import show_status
from demo.up import up

ACTIONS = {"up": up, "down": down, "status": show_status, "logs": follow_logs}
FAILURES = (AirflowError, PortsInUseError, PostgresError, SettingsError)
INTERRUPTED = 130  # what shells report of a program that Ctrl-C ended


def main() -> int:
    """Do what the one argument says and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="See `make help`.")
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("--folder", type=Path, default=ROOT / ".demo", help="where it is kept")
    arguments = parser.parse_args()
    try:
        settings = read_settings(os.environ, arguments.folder.resolve())
        ACTIONS[arguments.action](Demo(settings))
    except httpx.TransportError as failure:
        sys.stderr.write(f"\nAirflow at {failure.request.url} does not answer: {failure}\n")
        return 1
    except FAILURES as failure:
        sys.stderr.write(f"\n{failure}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; make demo-down stops what is running already.\n")
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
