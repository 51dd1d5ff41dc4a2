"""How dates and times of day are spelt: one row per format.

Source: the PHP manual, "Date Formats", "Time Formats" and "Compound Formats". Where two spellings
match the same characters the earlier row wins, as it does in PHP: 12.10.45 is a time of day.
"""

from typing import Final

from antavo_export.expressions.dates.patterns import (
    AFTER_DAY,
    BLANK,
    DAY,
    DAY_OF_YEAR,
    DAY_PADDED,
    END,
    FRACTION,
    H12,
    H24,
    H24_PADDED,
    HALF_OF_DAY,
    ISO_WEEK,
    LOOSE,
    MAYBE_BLANK,
    MINUTE,
    MINUTE_PADDED,
    MONTH,
    MONTH_NAME,
    MONTH_PADDED,
    NO_YEAR,
    OFFSET,
    SECOND,
    SECOND_PADDED,
    SHORT_MONTH_NAME,
    SIGNED_YEAR,
    TWO_DIGIT_YEAR,
    YEAR,
    YEAR_4,
    ZONE,
    any_of,
)
from antavo_export.expressions.dates.rule import Rule, Start, refuse
from antavo_export.expressions.dates.stated import (
    clock,
    date,
    date_and_clock,
    day_of_year,
    first_of_month,
    four_digits,
    iso_week,
    year_only,
    zone,
)
from antavo_export.expressions.dates.words import MONTHS

_DIGIT: Final = Start.DIGIT
_MONTH: Final = Start.MONTH
_T_OR_DIGIT: Final = Start.DIGIT | Start.LETTER

_PADDED_CLOCK: Final = f"{H24_PADDED}:{MINUTE_PADDED}:{SECOND_PADDED}"
_PADDED_DATE: Final = f"{YEAR_4}-{MONTH_PADDED}-{DAY_PADDED}"
_MONTH_DAY: Final = f"{MONTH_NAME}{LOOSE}{DAY}"
_MONTH_DAY_THEN: Final = f"{_MONTH_DAY}{AFTER_DAY}+"

_CLOCKS: Final = (
    Rule(_DIGIT, f"{H12}{MAYBE_BLANK}{HALF_OF_DAY}", clock),
    Rule(_DIGIT, f"{H12}[:.]{MINUTE_PADDED}{MAYBE_BLANK}{HALF_OF_DAY}", clock),
    Rule(_DIGIT, f"{H12}[:.]{MINUTE}[:.]{SECOND_PADDED}{MAYBE_BLANK}{HALF_OF_DAY}", clock),
    Rule(_DIGIT, f"{H12}:{MINUTE_PADDED}:{SECOND_PADDED}[:.][0-9]+{HALF_OF_DAY}", clock),
    Rule(Start.LETTER, f"t{H24}", clock),
    Rule(_T_OR_DIGIT, f"t?{H24}[:.]{MINUTE}(?:[:.]{SECOND}(?:{FRACTION})?)?", clock),
    Rule(_T_OR_DIGIT, f"t?{H24_PADDED}{MINUTE_PADDED}", four_digits),
    Rule(_T_OR_DIGIT, f"t?{H24_PADDED}{MINUTE_PADDED}{SECOND_PADDED}", clock),
)

_DATES: Final = (
    Rule(_DIGIT, f"{MONTH}/{DAY}", date),
    Rule(_DIGIT, f"{MONTH}/{DAY}/{YEAR}", date),
    Rule(_DIGIT | Start.SIGN, f"{SIGNED_YEAR}-{MONTH_PADDED}-{DAY_PADDED}", date),
    Rule(_DIGIT, f"{YEAR_4}/{MONTH_PADDED}/{DAY_PADDED}/?", date),
    Rule(_DIGIT, f"{YEAR_4}/{MONTH}/{DAY}", date),
    Rule(_DIGIT, f"{TWO_DIGIT_YEAR}-{MONTH_PADDED}-{DAY_PADDED}", date),
    Rule(_DIGIT, f"{YEAR_4}-{MONTH}", first_of_month),
    Rule(_DIGIT, f"{YEAR}-{MONTH}-{DAY}", date),
    Rule(_DIGIT, f"{DAY}{LOOSE}{MONTH_NAME}{LOOSE}{YEAR}", date),
    Rule(_DIGIT, rf"{DAY}[.\t-]{MONTH}[.-]{YEAR_4}", date),
    Rule(_DIGIT, rf"{DAY}[.\t]{MONTH}\.{TWO_DIGIT_YEAR}", date),
    Rule(_MONTH, f"{MONTH_NAME}{LOOSE}{YEAR_4}", first_of_month),
    Rule(_DIGIT, f"{YEAR_4}{LOOSE}{MONTH_NAME}", first_of_month),
    Rule(_MONTH, f"{_MONTH_DAY_THEN}{YEAR}", date),
    Rule(_MONTH, f"{_MONTH_DAY}(?:{AFTER_DAY}+|{END}){NO_YEAR}", date),
    Rule(_DIGIT, f"{DAY}{LOOSE}{MONTH_NAME}", date),
    Rule(_DIGIT, f"{YEAR_4}{MONTH_PADDED}{DAY_PADDED}", date),
    Rule(_DIGIT, f"{YEAR_4}[.-]?{DAY_OF_YEAR}", day_of_year),
    Rule(_DIGIT, f"{YEAR_4}-?{ISO_WEEK}(?:-?(?P<weekday>[0-7]))?", iso_week),
    Rule(_MONTH, f"{SHORT_MONTH_NAME}-{DAY_PADDED}-{YEAR}", date),
    Rule(_DIGIT, f"{YEAR}-{SHORT_MONTH_NAME}-{DAY_PADDED}", date),
    Rule(_DIGIT, "(?P<year>[0-9]{4})", year_only),
    Rule(_MONTH, f"(?P<month_name>{any_of(MONTHS)})", date),
)

_T_CLOCK: Final = f"(?-i:T){_PADDED_CLOCK}"
_ONE_DIGIT_HOUR: Final = "needs an hour of two digits"
_COLON: Final = "needs a colon before the seconds"

_DATES_WITH_CLOCK: Final = (
    Rule(_DIGIT, f"{_PADDED_DATE}{_T_CLOCK}{FRACTION}(?P<zone>{OFFSET})?", date_and_clock),
    Rule(
        _DIGIT,
        f"{YEAR_4}{MONTH_PADDED}{DAY_PADDED}(?-i:T){H24}:{MINUTE_PADDED}:{SECOND_PADDED}",
        date_and_clock,
    ),
    Rule(_DIGIT, "[0-9]{8}t[0-9][0-5][0-9](?:[0-5][0-9]|60)", refuse(_ONE_DIGIT_HOUR)),
    Rule(
        _DIGIT,
        f"{YEAR_4}{MONTH_PADDED}{DAY_PADDED}t{H24_PADDED}{MINUTE_PADDED}{SECOND_PADDED}",
        date_and_clock,
    ),
    Rule(_DIGIT, f"{YEAR_4}-{MONTH}-{DAY}(?-i:T){H24}:{MINUTE}:{SECOND}", date_and_clock),
    Rule(_DIGIT, f"{YEAR_4}:{MONTH_PADDED}:{DAY_PADDED} {_PADDED_CLOCK}", date_and_clock),
    Rule(
        _DIGIT,
        f"{DAY}/{SHORT_MONTH_NAME}/{YEAR_4}:{_PADDED_CLOCK}{BLANK}(?P<zone>{OFFSET})",
        date_and_clock,
    ),
    Rule(
        _MONTH,
        f"{_MONTH_DAY_THEN}{H12}[:.]{MINUTE_PADDED}{MAYBE_BLANK}{HALF_OF_DAY}",
        date_and_clock,
    ),
    Rule(
        _MONTH,
        f"{_MONTH_DAY_THEN}{H12}[:.]{MINUTE}[:.]{SECOND_PADDED}{MAYBE_BLANK}{HALF_OF_DAY}",
        date_and_clock,
    ),
    Rule(_MONTH, f"{_MONTH_DAY_THEN}t?{H24}[:.]{MINUTE}(?::{SECOND})?", date_and_clock),
    Rule(
        _MONTH,
        f"{_MONTH_DAY_THEN}t?{H24}[:.]{MINUTE}:{SECOND_PADDED}{MAYBE_BLANK}{ZONE}",
        date_and_clock,
    ),
    Rule(
        _MONTH,
        rf"{_MONTH_DAY_THEN}t?{H24}[:.]{MINUTE}\.{SECOND}(?:{MAYBE_BLANK}{ZONE})?",
        refuse(_COLON),
    ),
)

_ZONES: Final = (Rule(Start.LETTER | Start.SIGN | Start.OTHER, ZONE, zone),)

RULES: Final = (*_CLOCKS, *_DATES, *_DATES_WITH_CLOCK, *_ZONES)
