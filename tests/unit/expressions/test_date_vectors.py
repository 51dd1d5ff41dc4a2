"""Date expressions give what PHP gives: thousands of results recorded from ``strtotime()``.

The files in ``data`` hold, for every zone and moment, expressions with PHP's result, or null where
PHP refuses: the phrases of its manual, edges of calendar and clocks, and random mixtures.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from antavo_export.expressions.dates import InvalidDateExpression, parse_bare_date_expression

DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("php_strtotime_*.json"))


def recorded() -> Iterator[Any]:
    for file in FILES:
        for group in json.loads(file.read_text(encoding="utf-8"))["moments"]:
            name = f"{file.stem.removeprefix('php_strtotime_')} {group['zone']} {group['moment']}"
            yield pytest.param(group["zone"], group["moment"], group["results"], id=name)


def ours(expression: str, moment: datetime) -> str | None:
    try:
        return parse_bare_date_expression(expression).instant(moment).isoformat()
    except InvalidDateExpression:
        return None


@pytest.mark.parametrize(("zone", "moment", "results"), list(recorded()))
def test_every_expression_gives_the_instant_php_gives(
    zone: str, moment: str, results: dict[str, str | None]
) -> None:
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    assert {expression: ours(expression, local) for expression in results} == results


def test_the_recorded_results_name_the_php_they_come_from() -> None:
    assert FILES
    sources = {json.loads(file.read_text(encoding="utf-8"))["source"] for file in FILES}
    assert sources == {"PHP 8.2.36 strtotime()"}
