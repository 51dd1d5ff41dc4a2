"""Do the filters make sense for the data model: field, operator, number and type of values."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from antavo_export.catalog import DataModel, Field
from antavo_export.config.criterion import Criterion
from antavo_export.config.scalars import Scalar
from antavo_export.config.wrong_kinds import brief
from antavo_export.errors import UnknownFieldError, did_you_mean
from antavo_export.expressions.operators import OPERATORS, Arity, Operator, operators_of
from antavo_export.expressions.values import Day, Instant, InvalidValueError, Value, parse_value

Where = tuple[str | int, ...]
Finding = tuple[Where, str]


def check_criteria(
    model: DataModel, criteria: Iterable[tuple[Where, Criterion]]
) -> Iterator[Finding]:
    """Yield everything wrong with the criteria, each at its place in the file."""
    for where, criterion in criteria:
        try:
            field = model.field(criterion.attribute)
        except UnknownFieldError as error:
            yield (*where, "attribute"), str(error)
            continue
        yield from _check_operator(where, criterion, field)


def operands(criterion: Criterion, field: Field) -> tuple[Value, ...]:
    """Return the criterion's values as values of the field's type, none to many.

    Raises:
        InvalidValueError: never for a criterion that `check_criteria` had nothing to say about.
    """
    return tuple(
        parse_value(field.type, raw, possible_values(field)) for raw in _entries(criterion)
    )


def possible_values(field: Field) -> tuple[str, ...]:
    """Return the only values the field can have, none when that is open."""
    return () if field.open else field.values


def _check_operator(where: Where, criterion: Criterion, field: Field) -> Iterator[Finding]:
    operator = OPERATORS.get(criterion.operator)
    offered = [known.name for known in operators_of(field.type)]
    if operator is None or operator.name not in offered:
        about = "is no operator" if operator is None else "does not exist"
        hint = did_you_mean(criterion.operator, offered, listing=20)
        problem = f"'{criterion.operator}' {about} for '{field.name}', a field of type {field.type}"
        yield (*where, "operator"), problem + hint
        return
    problem = _wrong_number(operator, criterion)
    if problem:
        yield (*where, "value"), problem
    else:
        yield from _check_values(where, criterion, field)


def _wrong_number(operator: Operator, criterion: Criterion) -> str:
    value, is_list = criterion.value, isinstance(criterion.value, list)
    if operator.arity is Arity.NONE and value is not None:
        return f"{operator.name} takes no value; remove it"
    if operator.arity is Arity.ONE and is_list:
        return f"{operator.name} takes one value, not a list"
    if operator.arity is Arity.TWO and (not isinstance(value, list) or len(value) != 2):  # noqa: PLR2004 - from and to
        return f"{operator.name} takes a list of two values: [from, to]"
    if operator.arity is Arity.MANY and not value:
        return f"{operator.name} takes a list of at least one value"
    if operator.arity is Arity.MANY and not is_list:
        return f"{operator.name} takes a list, as in [{brief(str(value))}]"
    return ""


def _check_values(where: Where, criterion: Criterion, field: Field) -> Iterator[Finding]:
    parsed: list[Value] = []
    for index, raw in enumerate(_entries(criterion)):
        place = (*where, "value", index) if isinstance(criterion.value, list) else (*where, "value")
        try:
            parsed.append(parse_value(field.type, raw, possible_values(field)))
        except InvalidValueError as error:
            yield place, str(error)
    if criterion.operator == "between" and _reversed(parsed):
        yield (*where, "value"), "the first value is greater than the second; nothing would match"


def _reversed(parsed: list[Value]) -> bool:
    """Tell whether two values can be compared before the run, and are the wrong way round."""
    ends = [value.value if isinstance(value, Day | Instant) else value for value in parsed]
    if len(ends) != 2 or type(ends[0]) is not type(ends[1]):  # noqa: PLR2004 - from and to
        return False
    match ends:
        case [datetime() as first, datetime() as second]:
            return first.tzinfo is None and second.tzinfo is None and first > second
        case [date() | int() | Decimal() as first, second]:
            return bool(first > second)  # type: ignore[operator]  # of one type, as tested
    return False


def _entries(criterion: Criterion) -> list[Scalar]:
    if isinstance(criterion.value, list):
        return criterion.value
    return [] if OPERATORS[criterion.operator].arity is Arity.NONE else [criterion.value]
