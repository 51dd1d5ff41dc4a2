"""`DateExpression`: a parsed text that waits for its moment, and the functions that parse one."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from antavo_export.expressions.dates.arithmetic import instant_of
from antavo_export.expressions.dates.errors import InvalidDateExpression
from antavo_export.expressions.dates.grammar import read
from antavo_export.expressions.dates.midnight import beginning_of
from antavo_export.expressions.dates.reading import Reading

PREFIX: Final = "date:"

_TRIAL: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class DateExpression:
    """What a ``date:`` text means, counted from any moment.

    All methods take an aware moment, normally the run moment in the export's zone, and answer in
    that zone; calendar arithmetic happens in it too. Moments are read in whole seconds, as PHP
    does. Each method raises `InvalidDateExpression` for a result outside the years 1 to 9999, and
    a plain ``ValueError`` for a naive moment.

    Attributes:
        text: the text that was parsed, as it was given.
        states_time: whether the text says anything about the time of day. These do: HH:MM[:SS],
            7pm, noon, back of/front of, a date with a time, ``now``, ``@epoch``, a time zone, and
            the units sec, min and hour. These speak of days only and do not: dates, names of days
            and months, day and longer units, and today, midnight, tomorrow, yesterday.
    """

    text: str
    states_time: bool
    reading: Reading = field(repr=False)

    def instant(self, moment: dt.datetime) -> dt.datetime:
        """Return what PHP's ``strtotime()`` returns; without a stated time the moment's is kept."""
        zone = _zone_of(moment)
        try:
            return instant_of(self.reading, moment, zone)
        except (OverflowError, ValueError) as error:
            raise InvalidDateExpression(
                self.text, self.text, "leads out of the years 1 to 9999"
            ) from error

    def date(self, moment: dt.datetime) -> dt.date:
        """Return the calendar day of the instant."""
        return self.instant(moment).date()

    def datetime(self, moment: dt.datetime) -> dt.datetime:
        """Return the instant if a time is stated, else the beginning of its day.

        A day begins at 00:00:00, or at its first instant where the clocks skip midnight.
        """
        instant = self.instant(moment)
        return instant if self.states_time else beginning_of(instant.date(), _zone_of(moment))


def is_date_expression(value: object) -> bool:
    """Tell whether a configured value wants to be a date expression, right or wrong."""
    return isinstance(value, str) and value.lstrip().lower().startswith(PREFIX)


def parse_date_expression(text: str) -> DateExpression:
    """Parse a text such as ``date: first day of last month``.

    Raises:
        InvalidDateExpression: the text does not begin with ``date:``, or what follows it is not
            understood.
    """
    if not is_date_expression(text):
        raise InvalidDateExpression(text, text.strip(), f"does not begin with '{PREFIX}'")
    return _parse(text, text.lstrip()[len(PREFIX) :])


def parse_bare_date_expression(text: str) -> DateExpression:
    """Parse a text without the prefix, such as ``first day of last month``.

    Raises:
        InvalidDateExpression: the text is not understood.
    """
    return _parse(text, text)


def _parse(text: str, bare: str) -> DateExpression:
    """Parse, and try the result once, so that impossible distances are found at load time."""
    reading = read(bare)
    expression = DateExpression(text, reading.states_time, reading)
    expression.instant(_TRIAL)
    return expression


def _zone_of(moment: dt.datetime) -> dt.tzinfo:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone")
    return moment.tzinfo
