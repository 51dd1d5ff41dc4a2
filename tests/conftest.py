"""The fixtures that every suite shares."""

pytest_plugins = ("tests.fixtures.airflow_home", "tests.fixtures.postgres", "tests.fixtures.sftp")
