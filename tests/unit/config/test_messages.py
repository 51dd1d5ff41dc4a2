"""Pydantic's findings as sentences."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from antavo_export.config.export_config import ExportConfig
from antavo_export.config.messages import findings
from tests.golden.test_broken_configs import JARGON

RIGHT: dict[str, Any] = {"name": "x", "model": "customers", "filters": "none", "fields": "all"}
ALTERNATIVES: dict[str, Any] = {
    "filters": [[{"attribute": "a", "operator": "equals", "value": [1]}]],
    "fields": [{"from": "a", "to": "b", "default": 1, "replace": {1: 2}, "aggregation": "sum"}],
    "file": {"format": "csv", "delimiter": ";", "enclosure": "'", "quoting": "all", "header": True},
    "schedule": {"weekly": ["mon"], "at": ["05:30"], "except": ["2027-12-25"], "end": "2027-01-01"},
    "target": [{"type": "sftp", "connection": "a", "path": "b", "mode": "640", "owner": "1:1"}],
    "notify": ["a@b"],
    "retention": {"days": 1.5, "files": 2, "bytes": 3},
    "tags": ["a"],
    "max_parallel": 2,
}  # fmt: skip
ODD: list[Any] = [[], {}, ["x"], {"x": "y"}, [[]], [{}], [[[{}]]], "x" * 500, "a\nb", ["a\nb"]]
WRONG: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(ODD)
)


def found(data: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the findings about ``data``."""
    with pytest.raises(ValidationError) as raised:
        ExportConfig.model_validate(data)
    return findings(raised.value, ExportConfig, data)


def replaced(data: Any, draw: st.DrawFn) -> Any:  # noqa: ANN401 - the data of YAML
    """Return ``data`` with something wrong at one place."""
    inner = (
        list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else []
    )
    if not inner or draw(st.integers(0, 4)) == 0:
        return draw(WRONG)
    key = draw(st.sampled_from(list(inner)))
    if isinstance(data, list):
        return [*data[:key], replaced(data[key], draw), *data[key + 1 :]]
    if draw(st.integers(0, 4)) == 0:
        return {**data, draw(st.sampled_from(["froom", "x", "password", "Header"])): data[key]}
    return {**data, key: replaced(data[key], draw)}


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """Return a configuration with something wrong in it, or nearly so."""
    data = {**RIGHT, **draw(st.fixed_dictionaries({}, optional={
        key: st.just(value) for key, value in ALTERNATIVES.items()}))}  # fmt: skip
    key = draw(st.sampled_from(list(data)))
    return {**data, key: replaced(data[key], draw)}


@given(spoilt())
@settings(max_examples=1000)
def test_a_finding_has_a_place_that_exists_and_speaks_no_jargon(data: dict[str, Any]) -> None:
    try:
        ExportConfig.model_validate(data)
    except ValidationError as error:
        all_found = findings(error, ExportConfig, data)
    else:
        return
    assert all_found
    assert len({where for where, _ in all_found}) == len(all_found)
    for where, message in all_found:
        assert not JARGON.search(message), message
        here: Any = data
        for key in where[:-1]:
            here = here[key]


def test_a_finding_that_only_follows_from_another_is_not_told() -> None:
    assert found({**RIGHT, "fields": [{"form": "a"}]}) == [
        (("fields", 0, "form"), "unknown key; did you mean 'from'?")
    ]


def test_of_the_branches_of_a_union_only_the_one_that_is_meant_speaks() -> None:
    target = {"type": "ftps", "connection": "a", "path": "b", "encryption": "tls"}

    assert found({**RIGHT, "target": [target]}) == [
        (("target", 0, "encryption"), "'tls' is not known here; use one of explicit, implicit")
    ]
