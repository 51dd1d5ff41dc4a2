"""Every aggregate on every field of every data model gives the groups the documents say."""

from typing import Final

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.errors import ConfigError
from antavo_export.expressions.aggregates import AGGREGATES as OFFERED
from antavo_export.field_types import FieldType
from tests.conformance.both import Both
from tests.conformance.configs import Column, Config, Criterion, FileOptions
from tests.conformance.data.names import fields_of
from tests.conformance.oracle.groups import AGGREGATES

_ALL: Final = [
    (model, field, aggregate)
    for model, field in fields_of(load_catalog())
    for aggregate in AGGREGATES
]
_LEGAL: Final = [
    pytest.param(model.name, field.name, aggregate, id=f"{model.name}.{field.name}-{aggregate}")
    for model, field, aggregate in _ALL
    if field.type in AGGREGATES[aggregate] and not field.computed
]
_ILLEGAL: Final = [
    pytest.param(model.name, field.name, aggregate, id=f"{model.name}.{field.name}-{aggregate}")
    for model, field, aggregate in _ALL
    if field.type not in AGGREGATES[aggregate] or field.computed
]
# What the rows are grouped by when the field itself is not: few groups, NULL and '' among them.
_BY: Final = {
    "challenges": "status", "changes": "source", "content_approvals": "status",
    "coupon_pools": "type", "coupons": "aggregated", "customer_fields": "type",
    "customers": "status", "events": "action", "products": "condition", "rewards": "type",
    "stores": "status", "webhook_logs": "method",
}  # fmt: skip


@pytest.mark.parametrize("type_", FieldType)
def test_a_type_offers_exactly_the_aggregates_that_mean_something(type_: FieldType) -> None:
    offered = {name for name, aggregate in OFFERED.items() if type_ in aggregate.types}
    assert offered == {name for name, types in AGGREGATES.items() if type_ in types}


@pytest.mark.parametrize(("model", "name", "aggregate"), _LEGAL)
def test_an_aggregate_gives_the_groups_it_says(
    both: Both, model: str, name: str, aggregate: str
) -> None:
    zone = ("Europe/Budapest", "UTC", "Asia/Kolkata")[len(name) % 3]
    both.agree(_grouped(model, name, aggregate, zone))


@pytest.mark.parametrize(("model", "name", "aggregate"), _ILLEGAL)
def test_an_aggregate_that_means_nothing_is_refused(
    both: Both, model: str, name: str, aggregate: str
) -> None:
    with pytest.raises(ConfigError, match=r"aggregat|does not work on"):
        both.product.load(_grouped(model, name, aggregate, "UTC").yaml())


def test_without_rows_there_are_no_groups(both: Both) -> None:
    nobody = Criterion("_id", "equals", "nobody")
    columns = (
        Column("status", aggregation="group"),
        Column("_id", aggregation="count"),
        Column("score", aggregation="sum"),
    )
    expected = both.agree(Config("customers", columns, ((nobody,),), aggregate=True))
    assert not expected.rows


def _grouped(model: str, name: str, aggregate: str, zone: str) -> Config:
    """Return an export of one aggregate per group, or of one group and its count."""
    by = Column(_BY[model], "Group", aggregation="group")
    value = Column(name, "Value", aggregation=aggregate)
    columns = (value, Column(name, "Count", aggregation="count"))
    if aggregate != "group":
        columns = (by, value)
    file = FileOptions(format="json") if model == "challenges" else FileOptions()
    return Config(model, columns, timezone=zone, aggregate=True, file=file)
