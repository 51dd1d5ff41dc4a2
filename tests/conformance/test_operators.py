"""Every operator on every field of every data model keeps the rows the documents say."""

from typing import Final

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.expressions.operators import operators_of
from antavo_export.field_types import FieldType
from tests.conformance.both import Both
from tests.conformance.configs import Column, Config, Constant, Criterion, FileOptions, Operand
from tests.conformance.data.names import fields_of
from tests.conformance.drawing.operands import in_order, operands
from tests.conformance.oracle.criteria import OPERATORS, SEVERAL

TRIPLES: Final = [
    pytest.param(model.name, field.name, operator, id=f"{model.name}.{field.name}-{operator}")
    for model, field in fields_of(load_catalog())
    for operator in OPERATORS[field.type]
]
_TRIED: Final = 3
_ZONES: Final = ("Europe/Budapest", "UTC", "America/New_York", "Australia/Lord_Howe")


@pytest.mark.parametrize("type_", FieldType)
def test_a_type_offers_exactly_the_operators_of_its_row_in_the_table(type_: FieldType) -> None:
    assert {operator.name for operator in operators_of(type_)} == set(OPERATORS[type_])


@pytest.mark.parametrize(("model", "name", "operator"), TRIPLES)
def test_an_operator_keeps_the_rows_it_says(
    both: Both, model: str, name: str, operator: str
) -> None:
    key = Column(both.product.catalog.model(model).key)
    file = FileOptions(format="json", layout="lines") if model == "challenges" else FileOptions()
    for index, given in enumerate(_operands(both, model, name, operator)):
        zone = _ZONES[(len(name) + index) % len(_ZONES)]
        criterion = Criterion(name, operator, given)
        both.keep_the_same_rows(Config(model, (key,), ((criterion,),), timezone=zone, file=file))


def _operands(both: Both, model: str, name: str, operator: str) -> list[Operand]:
    """Return what to try: a few operands spread over those that suit the field."""
    if operator in {"is_empty", "is_not_empty"}:
        return [None]
    columns = both.columns(model)
    suitable = operands(columns.model.field(name), columns.values(name), columns.zone)
    step = max(1, len(suitable) // _TRIED)
    start = len(operator) % step
    singles: list[Constant] = list(suitable[start::step][:_TRIED])
    if operator not in SEVERAL:
        return list(singles)
    pairs = list(zip(singles, [*singles[1:], singles[0]], strict=True))
    if operator == "between":
        return [in_order(columns, name, pair) for pair in pairs]
    return [*pairs[:1], tuple(suitable)]
