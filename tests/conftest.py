"""The fixtures that every suite shares."""

import pytest

# Above the sum of all waits inside of any test of a whole Airflow, its start included: each of them
# says what it waited for, which a test that is stopped from outside does not.
WHOLE_AIRFLOW_SECONDS = 3600

pytest_plugins = (
    "tests.fixtures.airflow_home",
    "tests.fixtures.lineage_listener",
    "tests.fixtures.canaries",
    "tests.fixtures.command_line",
    "tests.fixtures.mail",
    "tests.fixtures.postgres",
    "tests.fixtures.sftp",
    "tests.fixtures.dag_runs",  # after what it imports: pytest rewrites asserts on registration
    "tests.fixtures.page",
    "tests.fixtures.transfer_servers_report",
    "tests.fixtures.two_at_a_time",
)


@pytest.hookimpl(trylast=True)  # after those that mark tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that start a whole Airflow take the time that they need on a busy machine."""
    for item in items:
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.timeout(WHOLE_AIRFLOW_SECONDS))
