"""Whole exports drawn by hypothesis: the product and the oracle write the same file."""

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from antavo_export.catalog import load_catalog
from tests.conformance.both import Both
from tests.conformance.drawing.exports import MOMENTS, ZONES, configs

EXAMPLES: Final = 175  # of each of the twelve models: 2,100 exports
_SETTINGS: Final = settings(
    max_examples=EXAMPLES,
    derandomize="CI" in os.environ,
    deadline=None,
    print_blob=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("model", load_catalog().names)
@given(data=st.data())
@_SETTINGS
def test_a_generated_export_is_what_the_documents_say(
    both: Both, model: str, data: st.DataObject
) -> None:
    zone = data.draw(st.sampled_from(ZONES), label="zone")
    moment = data.draw(st.sampled_from(MOMENTS), label="run moment")
    config = data.draw(configs(both.choices(model, zone, moment)), label="export")
    both.agree(config, moment)
