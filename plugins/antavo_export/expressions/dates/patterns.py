"""The pieces that terms are spelt with, as fragments of regular expressions.

All of them are matched ignoring case; ``(?-i:...)`` marks the few that PHP reads in one case only.
A text ends with ``END``, so that terms that need a blank or the end after them can ask for it.
"""

from collections.abc import Iterable
from typing import Final

from antavo_export.expressions.dates import words

END: Final = "\0"

BLANK: Final = r"[ \t]+"
MAYBE_BLANK: Final = r"[ \t]*"


def any_of(names: Iterable[str]) -> str:
    """Return a fragment that matches any of the names."""
    return f"(?:{'|'.join(names)})"


HOUR_24: Final = "(?:[01]?[0-9]|2[0-4])"
HOUR_24_PADDED: Final = "(?:[01][0-9]|2[0-4])"
HOUR_12: Final = "(?:0?[1-9]|1[0-2])"
SIXTIETH: Final = "[0-5]?[0-9]"
SIXTIETH_PADDED: Final = "[0-5][0-9]"

H24: Final = f"(?P<hour>{HOUR_24})"
H24_PADDED: Final = f"(?P<hour>{HOUR_24_PADDED})"
H12: Final = f"(?P<hour>{HOUR_12})"
MINUTE: Final = f"(?P<minute>{SIXTIETH})"
MINUTE_PADDED: Final = f"(?P<minute>{SIXTIETH_PADDED})"
# Second 60 is a leap second's; it counts as the next minute's 0.
SECOND: Final = f"(?P<second>{SIXTIETH}|60)"
SECOND_PADDED: Final = f"(?P<second>{SIXTIETH_PADDED}|60)"
FRACTION: Final = r"\.[0-9]+"
HALF_OF_DAY: Final = rf"(?P<half>[ap])\.?m\.?[{END}\t ]"

DAY_SUFFIX: Final = "(?-i:st|nd|rd|th)?"
DAY: Final = f"(?P<day>[0-2]?[0-9]|3[01]){DAY_SUFFIX}"
DAY_PADDED: Final = "(?P<day>[0-2][0-9]|3[01])"
MONTH: Final = "(?P<month>0?[0-9]|1[0-2])"
MONTH_PADDED: Final = "(?P<month>0[0-9]|1[0-2])"
YEAR: Final = "(?P<year>[0-9]{1,4})"
TWO_DIGIT_YEAR: Final = "(?P<year>[0-9]{2})"
YEAR_4: Final = "(?P<year>[0-9]{4})"
SIGNED_YEAR: Final = "(?P<year>[+-]?[0-9]{4}|[+-][0-9]{5,19})"
# Spelt without a year: the one said before, if any, is forgotten, as PHP does.
NO_YEAR: Final = "(?P<year>(?!))?"
DAY_OF_YEAR: Final = "(?P<day>00[1-9]|0[1-9][0-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-6])"
ISO_WEEK: Final = "(?-i:W)(?P<week>0[1-9]|[1-4][0-9]|5[0-3])"

MONTH_NAME: Final = f"(?P<month_name>{any_of(words.MONTHS)}|(?-i:{any_of(words.ROMAN_MONTHS)}))"
SHORT_MONTH_NAME: Final = f"(?P<month_name>{any_of(words.SHORT_MONTHS)})"
LOOSE: Final = r"[ .\t-]*"
# The letters are those of the suffixes, in whatever order.
AFTER_DAY: Final = r"(?-i:[,.stndrh\t ])"

OFFSET: Final = (
    f"(?-i:GMT)?[+-](?:{HOUR_24}(?::?{SIXTIETH})?"
    f"|{HOUR_24_PADDED}{SIXTIETH_PADDED}(?:{SIXTIETH_PADDED}|60)"
    f"|{HOUR_24_PADDED}:{SIXTIETH_PADDED}:(?:{SIXTIETH_PADDED}|60))"
)
ZONE_NAME: Final = r"\(?[a-z]{1,6}\)?|(?-i:[A-Z][a-z]+)(?:[_/-][a-z]+)+"
ZONE: Final = f"(?P<zone>{OFFSET}|{ZONE_NAME})"
