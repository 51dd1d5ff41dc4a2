"""The fixtures that every suite shares."""

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
