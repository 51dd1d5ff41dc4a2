"""Show what a date: expression means.

Prints one JSON object: "instant" is the result as PHP's strtotime() gives it, "date" and
"datetime" are the values that a filter on a date or a datetime field uses. A datetime without a
stated time of day is the beginning of its day.

Examples:
  antavo-export date "date: -7 days"
  antavo-export date "date: first day of last month" --timezone Europe/Budapest
  antavo-export date "date: monday this week" --at 2026-03-13T14:30:45+01:00
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from antavo_export.cli.errors import UsageError
from antavo_export.cli.moment import moment_at
from antavo_export.errors import ExportError, did_you_mean
from antavo_export.expressions.dates import (
    DateExpression,
    InvalidDateExpression,
    is_date_expression,
    parse_bare_date_expression,
    parse_date_expression,
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the expression, the run moment and the zone."""
    parser.add_argument("expression", metavar="EXPR", help="the expression, in quotes")
    parser.add_argument(
        "--at",
        metavar="INSTANT",
        help="the run moment it is counted from, ISO 8601; without an offset in the zone "
        "(default: now)",
    )
    parser.add_argument(
        "--timezone",
        metavar="ZONE",
        default="UTC",
        help="the export's IANA time zone (default: UTC)",
    )


def run(arguments: Namespace) -> int:
    """Print what the expression means."""
    moment = moment_at(arguments.at, _zone(arguments.timezone))
    try:
        meaning = _meaning(_parsed(arguments.expression), moment)
    except InvalidDateExpression as error:
        raise ExportError(str(error)) from error
    sys.stdout.write(f"{json.dumps(meaning)}\n")
    return 0


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        closest = did_you_mean(name, available_timezones(), listing=0)
        raise UsageError(
            f"--timezone: '{name}' is no IANA time zone such as Europe/Budapest{closest}"
        ) from error


def _parsed(text: str) -> DateExpression:
    """Read an expression with or without its prefix, which only a filter needs."""
    return (
        parse_date_expression(text)
        if is_date_expression(text)
        else parse_bare_date_expression(text)
    )


def _meaning(expression: DateExpression, moment: datetime) -> dict[str, str]:
    return {
        "instant": expression.instant(moment).isoformat(),
        "date": expression.date(moment).isoformat(),
        "datetime": expression.datetime(moment).strftime("%Y-%m-%d %H:%M:%S"),
    }
