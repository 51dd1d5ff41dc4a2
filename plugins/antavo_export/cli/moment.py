"""The instant that relative dates are counted from, as ``--at`` gives it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from antavo_export.cli.errors import UsageError
from antavo_export.cli.years import OUT_OF_REACH, YEARS


def moment_at(text: str | None, zone: ZoneInfo) -> datetime:
    """Return the instant that ``text`` means, in ``zone``; now when there is no text.

    A text without an offset is read in ``zone``, where a change of clocks is met as by a schedule;
    a date alone is its midnight.

    Raises:
        UsageError: ``text`` is no ISO 8601 date or date and time, or in a year out of reach.
    """
    if text is None:
        return datetime.now(UTC).astimezone(zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--at: '{text}' is no instant; write 2026-03-31, 2026-03-31T05:00 or "
            "2026-03-31T05:00+02:00"
        ) from error
    if moment.year not in YEARS:
        raise UsageError(f"--at: '{text}' {OUT_OF_REACH}")
    return (moment if moment.tzinfo else _on_the_wall(moment, zone)).astimezone(zone)


def _on_the_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    # Imported here: it brings pydantic along, which takes as long as all the rest of a command.
    from antavo_export.schedules.wall_clock import instant  # noqa: PLC0415 - see above

    return instant(moment, zone)
