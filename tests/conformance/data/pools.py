"""Values by Postgres type, picked because programs that move data have stumbled over them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from antavo_export.field_types import FieldType

COMMON_TEXTS: Final = (None, "", "a", "A", "abc", "NULL")
TEXTS: Final = (
    "a,b", "a;b", "a|b", "tab\there", 'double "quote"', "it's", '"', "'", '""', "line\nbreak",
    "cr\rhere", "crlf\r\nend", " leading", "trailing ", " ", "null", "None", "\\N", "\\.", "\\",
    "a\\", "\\\\", "\\'", "%", "_", "a%c", "a_c", "100%", "%s", "$1", "$$", "{x}", "{}", "[]",
    "é", "e\u0301", "ß", "SS", "İ", "\u0131", "日本語", "😀",
    "👩‍👩‍👧", "\u200b", "\u2028", "\ufeff",
    "\x01", "\x1f", "\x7f", "\x85", "ﬀ", "zebra", "Zebra", "z", "~", "true", "0", "7.50", "-1",
    "=1+1", "@x", "+x", "2026-03-29", "'; DROP TABLE loyalty.users; --", "abcabc", "x" * 300,
)  # fmt: skip
INTEGERS: Final = (None, 0, 1, -1, 2, 5, 7, 10, 404, 2_147_483_647, -2_147_483_648)
NUMERICS: Final = tuple(
    value if value is None else Decimal(value)
    for value in (
        None, "0", "0.00", "7.5", "7.50", "7.500", "-0.5", "1", "1.0", "100", "0.01", "99.99",
        "-12.30", "0.0000000001", "12345678901234567890.12", "-99999999999999999999999.5", "3",
    )
)  # fmt: skip
BOOLEANS: Final = (None, True, False)
DATES: Final = (
    None, date(2024, 2, 29), date(2026, 3, 13), date(2026, 3, 12), date(2026, 3, 29), date(1, 1, 1),
    date(2026, 10, 25), date(1970, 1, 1), date(1999, 12, 31), date(2026, 1, 1), date(9998, 12, 31),
)  # fmt: skip


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MOMENTS: Final = (
    None,
    # Where days begin and end in the zones of the tests, to the microsecond.
    _utc("2026-03-12 23:00:00"), _utc("2026-03-12 22:59:59.999999"), _utc("2026-03-13 00:00:00"),
    _utc("2026-03-13 23:59:59.999999"), _utc("2026-03-13 14:30:45.5"), _utc("2026-03-13 13:30:45"),
    _utc("2026-03-13 13:30:45.999999"), _utc("2026-03-13 13:30:46"), _utc("2026-03-13 13:30:44.9"),
    _utc("2026-03-06 13:30:45"), _utc("2026-03-06 00:00:00"), _utc("2026-03-05 23:00:00"),
    # Clocks going forward and back: Budapest, New York, Lord Howe, Havana at midnight.
    _utc("2026-03-29 00:59:59.999999"), _utc("2026-03-29 01:00:00"), _utc("2026-03-28 23:00:00"),
    _utc("2026-10-25 00:30:00"), _utc("2026-10-25 01:30:00"), _utc("2026-10-25 23:00:00"),
    _utc("2026-03-08 06:59:59"), _utc("2026-03-08 07:00:00"), _utc("2026-11-01 05:30:00"),
    _utc("2026-04-04 14:45:00"), _utc("2026-04-04 15:15:00"), _utc("2026-03-08 04:59:59.5"),
    _utc("2026-03-08 05:00:00"), _utc("2018-11-04 02:59:59.9"), _utc("2018-11-04 03:00:00"),
    # A day that Samoa never had, and the ends of what is usual.
    _utc("2011-12-30 09:59:59"), _utc("2011-12-30 10:00:00"), _utc("1969-12-31 23:59:59.5"),
    _utc("1970-01-01 00:00:00"), _utc("1883-06-01 12:00:00"), _utc("0999-06-01 12:00:00"),
    _utc("9998-06-01 12:00:00"), _utc("2000-02-29 12:00:00.000001"),
)  # fmt: skip
LISTS: Final[tuple[list[str | None] | None, ...]] = (
    None, [], ["a"], ["a", "b"], ["b", "a"], ["a,b"], [""], [None], ["a", None], [None, "a"],
    ["A"], ['"'], ["it's"], ["x\ny", "z"], ["{}"], ["NULL"], ["\\"], ["é", "😀"], ["a", "a"],
    ["", "a"], ["a;b"], ["b"], ["c", "b", "a"],
)  # fmt: skip
MOMENT_LISTS: Final[tuple[list[datetime] | None, ...]] = (
    None, [], [_utc("2026-03-29 01:00:00")],
    [_utc("2026-10-25 01:30:00.5"), _utc("2026-10-25 00:30:00")], [_utc("1969-12-31 23:59:59.5")],
)  # fmt: skip

# Texts of JSON values; most of them read as one type and not as another.
SCALARS: Final = (
    "7", "7.5", "7.50", "-1", "0", "0.00", "1e3", "1E-7", "true", "false", "null", '""', '"a"',
    '"A"', '"abc"', '"7"', '"7.50"', '"+7"', '".5"', '" 7"', '"1e3"', '"NaN"', '"true"', '"TRUE"',
    '"yes"', '"2026-03-13"', '"2026-02-30"', '"2026-3-1"', '"0000-01-01"', '"2026-03-13 14:30"',
    '"2026-03-13T13:30:45Z"', '"2026-03-13T13:30:45.9+00:00"', '"2026-03-29 02:30:00"',
    '"2026-03-13T25:00:00Z"', '"2026-03-13 13:30:45+0530"', '"infinity"', '"now"', '"standard"',
    '"a,b"', '"it\'s"', '"\\"quoted\\""', '"back\\\\slash"', '"line\\nbreak"',
    '"\\u00e9\\ud83d\\ude00"',
    "[]", "{}", '[1, "a", null]', '{"b": 1, "a": {"": [true]}}', "123456789012345678",
    "99999999999999999999", '"123456789012345678901234.5"', '"active"', '"\\\\."', '" "',
)  # fmt: skip
BY_TYPE: Final[dict[FieldType, tuple[str, ...]]] = {
    FieldType.INTEGER: ("7", "-1", "0", '"7"', '"12"', "12", "404"),
    FieldType.DECIMAL: ("7.5", "7.50", '"7.500"', "-0.5", "100", "0.0000000001", '"3"', "0"),
    FieldType.BOOLEAN: ("true", "false", '"true"', '"false"'),
    FieldType.DATE: ('"2026-03-13"', '"2026-03-12"', '"2024-02-29"', '"0001-01-01"',
                     '"9998-12-31"'),
    FieldType.DATETIME: (
        '"2026-03-13 14:30:45"', '"2026-03-13"', '"2026-03-13T13:30:45.5Z"', '"2026-03-29 02:30"',
        '"2026-03-13T13:30:45+02:00"', '"2026-10-25T00:30:00Z"', '"1969-12-31 23:59:59.5Z"',
    ),
    FieldType.ENUM: ('"standard"', '"status_points"', '"Standard"', '""'),
}  # fmt: skip
DOCUMENTS: Final = (None, "null", "{}", "[]", '""', '"text"', "0", "false", "[null]", '[{"a": 1}]')

POOLS: Final[dict[str, tuple[Any, ...]]] = {
    "text": COMMON_TEXTS * 8 + TEXTS,
    "integer": INTEGERS,
    "numeric": NUMERICS,
    "boolean": BOOLEANS,
    "date": DATES,
    "timestamp with time zone": MOMENTS,
    "text[]": LISTS,
    "timestamp with time zone[]": MOMENT_LISTS,
}
