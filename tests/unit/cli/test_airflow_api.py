"""What the command line says when Airflow's API cannot be asked."""

import pytest

from antavo_export.cli.airflow_api import TOKEN, AirflowApi, AirflowApiError
from antavo_export.cli.errors import UsageError

NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize("token", ["SECRET\nSECRET", "SECRET\x07", "SÉCRET"])
def test_a_token_that_cannot_be_sent_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv(TOKEN, token)

    with (
        pytest.raises(UsageError, match="is no token") as raised,
        AirflowApi.from_environment(NOWHERE),
    ):
        pass

    assert "CRET" not in str(raised.value)


def test_white_space_around_a_token_is_not_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, " SECRET\n")

    with (
        pytest.raises(AirflowApiError, match="cannot be reached") as raised,
        AirflowApi.from_environment(NOWHERE) as airflow,
    ):
        airflow.pools()

    assert "SECRET" not in str(raised.value)
