"""IANA time zones by name."""

from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator

from antavo_export.errors import did_you_mean

_OF_THE_MACHINE: Final = ("localtime", "posixrules", "posix/", "right/")


def known_zone(name: str) -> str:
    """Return ``name`` when it is a zone of the IANA database.

    Python takes whatever lies in the system's folder of zones, and a database server need not have
    what is not of that database.

    Raises:
        ValueError: when it is none, with the closest that is.
    """
    try:
        if name.startswith(_OF_THE_MACHINE):
            raise ZoneInfoNotFoundError(name)
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        closest = did_you_mean(name, available_timezones(), listing=0)
        raise ValueError(
            f"'{name}' is no IANA time zone such as Europe/Budapest{closest}"
        ) from error
    return name


Zone = Annotated[str, AfterValidator(known_zone)]
