"""What a user can choose about the demo, through `DEMO_…` environment variables."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORTS = {"ui": 8080, "postgres": 55432, "sftp": 2222}
LAST_PORT = 65535
FILE_NAME = "settings.json"


class SettingsError(Exception):
    """The demo cannot be started with these settings."""


class InvalidSettingError(SettingsError):
    """A `DEMO_…` variable holds something that cannot be used."""

    def __init__(self, variable: str, value: str, expected: str) -> None:
        super().__init__(f"{variable}={value} does not work: it must be {expected}.")


class SettingsChangedError(SettingsError):
    """The demo runs, but not with the settings that were asked for."""

    def __init__(self) -> None:
        super().__init__(
            "The demo is running with other ports or another scale. "
            "Stop it with make demo-down, then start it with the new ones.",
        )


@dataclass(frozen=True)
class Settings:
    """Where the demo lives and listens.

    Attributes:
        folder: everything the demo writes is in it, but see `Demo.postgres_home`.
        ports: TCP ports on 127.0.0.1, by the keys of `PORTS`.
        scale: size of the loyalty programme; 1 is 20,000 customers.
    """

    folder: Path
    ports: Mapping[str, int]
    scale: float

    @property
    def url(self) -> str:
        """Where Airflow's pages and its API are."""
        return f"http://127.0.0.1:{self.ports['ui']}"

    @property
    def sftp_root(self) -> Path:
        """The folder that the partner's account sees as `/`."""
        return self.folder / "sftp"

    @property
    def logs(self) -> Path:
        """One log file per service, named after it."""
        return self.folder / "logs"


def port_variable(name: str) -> str:
    """Return the environment variable that changes a port, by the keys of `PORTS`."""
    return f"DEMO_PORT_{name.upper()}"


def read_settings(environment: Mapping[str, str], folder: Path) -> Settings:
    """Return what the environment asks for; where it is silent, what was asked for last time.

    Raises:
        InvalidSettingError: a variable does not hold a port or a positive number.
    """
    file = folder / FILE_NAME
    last = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    ports = {
        name: _port(port_variable(name), environment.get(port_variable(name)) or last.get(name))
        or default
        for name, default in PORTS.items()
    }
    return Settings(folder, ports, _scale(environment.get("DEMO_SCALE") or last.get("scale")))


def remember(settings: Settings) -> None:
    """Keep the settings for the next time."""
    text = json.dumps({**settings.ports, "scale": settings.scale})
    (settings.folder / FILE_NAME).write_text(text, encoding="utf-8")


def _port(variable: str, value: str | int | None) -> int | None:
    if value is None:
        return None
    if not str(value).isdecimal() or not 0 < int(value) <= LAST_PORT:
        raise InvalidSettingError(variable, str(value), f"a port between 1 and {LAST_PORT}")
    return int(value)


def _scale(value: str | float | None) -> float:
    try:
        scale = float(value or 1)
    except ValueError:
        scale = math.nan
    if not 0 < scale < math.inf:
        raise InvalidSettingError("DEMO_SCALE", str(value), "a positive number, such as 0.1 or 10")
    return scale
