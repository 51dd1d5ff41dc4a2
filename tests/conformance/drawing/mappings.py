"""Drawing the ``fields`` section."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from antavo_export.field_types import FieldType as T
from tests.conformance.configs import Column, Constant, FileOptions
from tests.conformance.drawing.choices import Choices
from tests.conformance.oracle.criteria import Second, operand
from tests.conformance.oracle.delimited import Dialect
from tests.conformance.oracle.groups import AGGREGATES
from tests.conformance.oracle.mapping import COMPARED_AS, result_type
from tests.conformance.oracle.values import shown

_CONSTANTS: Final[tuple[Constant, ...]] = (
    None, "", "unknown", "NULL", "a,b", 'say "no"', "it's", "line\nbreak", "é😀", "\\", 0, 7, -1,
    True, False, Decimal("7.50"), Decimal("0.0000001"), "true", "[]", "%s", "{}", "$1", " ",
)  # fmt: skip
_TITLES: Final = (
    "Title", "a,b", "a;b", 'the "title"', "it's", "line\nbreak", "é😀", "%", "{x}", "\\", "1", " ",
    "'; DROP TABLE loyalty.users; --",
)  # fmt: skip
_PLAIN_TITLES: Final = ("Title", "Other", "Third", "1")


@st.composite
def mappings(
    draw: st.DrawFn, choices: Choices, file: FileOptions, *, aggregate: bool
) -> tuple[Column, ...]:
    """Draw columns with titles that all differ; with aggregation at least one group."""
    plain = file.enclosure == "none"
    titles = draw(st.permutations(_PLAIN_TITLES if plain else _TITLES))
    constants = _writable(file)
    chosen: dict[str, Column] = {}
    for kind, title in zip(draw(_kinds(aggregate=aggregate)), titles, strict=False):
        named = plain or draw(st.booleans())
        column = draw(_columns(choices, title if named else None, kind, constants))
        chosen.setdefault(column.title, column)
    return tuple(chosen.values())


def _kinds(*, aggregate: bool) -> st.SearchStrategy[list[str | None]]:
    if aggregate:
        others = st.lists(st.sampled_from(list(AGGREGATES)), max_size=4)
        return others.map(lambda kinds: ["group", *kinds])
    return st.integers(1, 6).map(lambda count: [None] * count)


def _writable(file: FileOptions) -> Sequence[Constant]:
    """Return the constants that a file without an enclosure can hold."""
    if file.enclosure != "none":
        return _CONSTANTS
    dialect = Dialect(file, ("title", "other"))
    return [c for c in _CONSTANTS if not [*dialect.broken_by(("", str(c)))]]


@st.composite
def _columns(
    draw: st.DrawFn,
    choices: Choices,
    title: str | None,
    kind: str | None,
    constants: Sequence[Constant],
) -> Column:
    name = draw(st.sampled_from(choices.aggregatable(kind) if kind else choices.names))
    bare = Column(name, title, aggregation=kind)
    return Column(
        name,
        title,
        default=draw(st.sampled_from(constants)) if draw(st.booleans()) else None,
        replace=draw(_replacements(choices, bare, constants)) if draw(st.booleans()) else {},
        aggregation=kind,
    )


@st.composite
def _replacements(
    draw: st.DrawFn, choices: Choices, column: Column, constants: Sequence[Constant]
) -> dict[Constant, Constant]:
    """Draw pairs whose keys stand for different stored values."""
    keys = st.sampled_from((*choices.keys(column.source, column.aggregation), "", None))
    type_ = result_type(column, choices.columns)
    drawn = draw(st.lists(keys, max_size=8))
    different = {_meant(key, COMPARED_AS.get(type_, type_), choices): key for key in drawn}
    return {key: draw(st.sampled_from(constants)) for key in different.values()}


def _meant(key: Constant, type_: T, choices: Choices) -> Any:  # noqa: ANN401 - hashable, per type
    """Return what two keys have in common that mean the same stored value."""
    if key is None or key == "":
        return None
    meant = operand(type_, key, choices.columns)
    return shown(meant.start, choices.columns.zone) if isinstance(meant, Second) else meant
