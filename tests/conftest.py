"""The fixtures that every suite shares."""

pytest_plugins = ("tests.fixtures.postgres", "tests.fixtures.sftp")
