"""Time zones by name."""

import pytest

from antavo_export.zones import known_zone


@pytest.mark.parametrize("name", ["UTC", "Europe/Budapest", "Etc/GMT+3", "Asia/Kathmandu"])
def test_a_zone_of_the_iana_database_is_known(name: str) -> None:
    assert known_zone(name) == name


@pytest.mark.parametrize(
    "name",
    ["localtime", "posixrules", "right/UTC", "posix/UTC", "../UTC", "/etc/localtime", "Mars/Base"],
)
def test_what_only_this_machine_may_know_is_no_zone(name: str) -> None:
    with pytest.raises(ValueError, match="is no IANA time zone"):
        known_zone(name)
