"""What a test run says at its end about the servers it did not have."""

from dataclasses import dataclass

import pytest

from tests.fixtures.transfer_servers import program
from tests.fixtures.transfer_servers_report import missed


@dataclass(frozen=True)
class Report:
    """A skipped test."""

    longrepr: object


def test_tests_without_a_server_are_counted_for_each_server() -> None:
    reasons = list[str]()
    for name in ("no-such-ftpd", "no-such-sshd", "no-such-ftpd"):
        with pytest.raises(pytest.skip.Exception) as skipped:
            program(name)
        reasons.append(str(skipped.value))
    reports = [Report(("test_x.py", 1, f"Skipped: {reason}")) for reason in [*reasons, "other"]]

    assert list(missed(reports)) == [
        "2 tests skipped: no-such-ftpd is not installed: .ci/transfer-servers installs it",
        "1 test skipped: no-such-sshd is not installed: .ci/transfer-servers installs it",
    ]
