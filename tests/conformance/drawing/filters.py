"""Drawing the ``filters`` section."""

from hypothesis import strategies as st

from tests.conformance.configs import Criterion, Operand
from tests.conformance.drawing.choices import Choices
from tests.conformance.drawing.operands import in_order
from tests.conformance.oracle.criteria import OPERATORS, SEVERAL


@st.composite
def filters(draw: st.DrawFn, choices: Choices) -> tuple[tuple[Criterion, ...], ...] | None:
    """Draw up to three sets of up to three criteria; none now and then."""
    if draw(st.sampled_from((False, False, False, False, True))):
        return None
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    return tuple(tuple(draw(_criteria(choices)) for _ in range(size)) for size in sizes)


@st.composite
def _criteria(draw: st.DrawFn, choices: Choices) -> Criterion:
    """Draw a criterion on any field, custom ones included."""
    name = draw(st.sampled_from(choices.names))
    operator = draw(st.sampled_from(OPERATORS[choices.columns.type_of(name)]))
    return Criterion(name, operator, draw(_operands(choices, name, operator)))


@st.composite
def _operands(draw: st.DrawFn, choices: Choices, name: str, operator: str) -> Operand:
    """Draw what an operator compares with: mostly values that some row holds."""
    if operator in {"is_empty", "is_not_empty"}:
        return None
    single = st.sampled_from(choices.operands(name))
    if operator == "between":
        return in_order(choices.columns, name, draw(st.tuples(single, single)))
    if operator in SEVERAL:
        return tuple(draw(st.lists(single, min_size=1, max_size=5)))
    return draw(single)
