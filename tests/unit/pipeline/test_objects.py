"""JSON objects put together from what COPY's text format sends."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antavo_export.pipeline.reading.objects import ObjectJoiner
from antavo_export.pipeline.reading.rows import Row
from antavo_export.sql.members import DELIMITER, NULL, Member, Written

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.text(
    '\\NULLv"\x01\x0b\x1f\x7f\n\t:,u001fé'
)
_COPY = str.maketrans({
    "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v",
    DELIMITER: "\\" + DELIMITER,
})  # fmt: skip


def copied(values: Sequence[str | None]) -> bytes:
    """Return a row as Postgres sends it (CopyAttributeOutText in copyto.c)."""
    columns = [NULL if value is None else value.translate(_COPY) for value in values]
    return (DELIMITER.join([*columns, ""]) + "\n").encode()


ROW = st.tuples(st.none() | TEXT, st.none() | st.recursive(TEXT, st.lists), st.none() | TEXT)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5), st.integers(0, 5))
def test_any_text_and_any_document_come_back(
    rows: list[tuple[str | None, object, str | None]], cut: int
) -> None:
    members = [
        Member('"a"', Written.TEXT),
        Member('"\\\\NULL\\\\NULL"', Written.JSON),
        Member('"c"', Written.TEXT),
    ]
    sent: list[Row] = [
        copied([a, None if b is None else json.dumps(b, ensure_ascii=False), c]) for a, b, c in rows
    ]
    joiner = ObjectJoiner(b"", b",\n", members)

    content = b"".join(joiner.join(part) for part in (sent[:cut], sent[cut:]) if part)

    assert json.loads(b"[" + content + b"]") == [
        {"a": a, "\\NULL\\NULL": b, "c": c} for a, b, c in rows
    ]


@pytest.mark.parametrize(
    ("written", "value", "member"),
    [
        (Written.TEXT, None, '{"x":null}'),
        (Written.TEXT, "null", '{"x":"null"}'),
        (Written.TEXT, '\v"\x1f\x01\\v', '{"x":"\\u000b\\"\\u001f\\u0001\\\\v"}'),
        (Written.QUOTED, "2026-03-13", '{"x":"2026-03-13"}'),
        (Written.QUOTED, None, '{"x":null}'),
        (Written.NUMBER, "-7.50", '{"x":-7.50}'),
        (Written.NUMBER, "NaN", '{"x":"NaN"}'),
        (Written.NUMBER, "-Infinity", '{"x":"-Infinity"}'),
        (Written.NUMBER, None, '{"x":null}'),
        (Written.BARE, "true", '{"x":true}'),
        (Written.BARE, None, '{"x":null}'),
        (Written.JSON, '{"a": "\\"\\\\"}', '{"x":{"a": "\\"\\\\"}}'),
        (Written.JSON, None, '{"x":null}'),
    ],
)
def test_a_value_is_written_as_its_type_is(
    written: Written, value: str | None, member: str
) -> None:
    joiner = ObjectJoiner(b"\n", b"", [Member('"x"', written)])

    assert joiner.join([copied([value])]) == member.encode() + b"\n"
