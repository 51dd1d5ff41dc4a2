"""The words of date expressions and what each one counts for; lower case, one row per word.

Source: the PHP manual, "Relative Formats" and "Date Formats", as PHP 8.2 reads them.
"""

from typing import Final, NamedTuple


class Unit(NamedTuple):
    """What one of a unit adds: ``amount`` times the named part of a `Shift`."""

    part: str
    amount: int


_UNIT_ROWS: Final = {
    "sec": Unit("seconds", 1),
    "second": Unit("seconds", 1),
    "min": Unit("seconds", 60),
    "minute": Unit("seconds", 60),
    "hour": Unit("seconds", 3600),
    "day": Unit("days", 1),
    "week": Unit("days", 7),
    "fortnight": Unit("days", 14),
    "forthnight": Unit("days", 14),
    "month": Unit("months", 1),
    "year": Unit("years", 1),
}
UNITS: Final = _UNIT_ROWS | {f"{name}s": unit for name, unit in _UNIT_ROWS.items()}

# "next week" is a term of its own (it may choose the Monday); every other unit follows an ordinal.
ORDINAL_UNITS: Final = tuple(name for name in UNITS if name != "week")

NUMBER_WORDS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eight": 8,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
DIRECTION_WORDS: Final = {"next": 1, "last": -1, "previous": -1, "this": 0}
ORDINALS: Final = NUMBER_WORDS | DIRECTION_WORDS

_DAY_NAMES: Final = (
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
)
# Days count from Sunday = 0.
WEEKDAYS: Final = (
    {name: number for number, name in enumerate(_DAY_NAMES)}
    | {f"{name}s": number for number, name in enumerate(_DAY_NAMES)}
    | {name[:3]: number for number, name in enumerate(_DAY_NAMES)}
)

# Units of working days; standing alone they mean Monday, which is how PHP reads them.
WORKDAYS: Final = ("weekday", "weekdays")

_MONTH_NAMES: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORT_MONTHS: Final = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)} | {
    "sept": 9
}
MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)} | SHORT_MONTHS
# Understood in capitals only, and only beside a day or a year.
ROMAN_MONTHS: Final = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}

# Seconds east of UTC. Only abbreviations that mean one thing everywhere they are used; PHP knows
# over a hundred more, all single letters among them, which are typing errors far more often.
ZONES: Final = {
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "wet": 0,
    "west": 3600,
    "cet": 3600,
    "cest": 7200,
    "eet": 7200,
    "eest": 10800,
    "est": -18000,
    "edt": -14400,
    "cst": -21600,
    "cdt": -18000,
    "mst": -25200,
    "mdt": -21600,
    "pst": -28800,
    "pdt": -25200,
}

KEYWORDS: Final = ("now", "today", "midnight", "noon", "tomorrow", "yesterday", "ago")

# What a misspelt word is compared with.
VOCABULARY: Final = (*KEYWORDS, *UNITS, *ORDINALS, *WEEKDAYS, *WORKDAYS, *MONTHS)
