"""What a target's section accepts."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from antavo_export.targets import BaseTarget, Encryption, IfExists, SftpTarget, Target, Verify

TARGETS: TypeAdapter[Target] = TypeAdapter(Target)
LEAST = {"connection": "partner", "path": "/in/a.csv"}


def target(**section: Any) -> BaseTarget:
    """Validate a section with the least that it needs."""
    return TARGETS.validate_python(LEAST | section)


@pytest.mark.parametrize("protocol", ["sftp", "ftp", "ftps"])
def test_type_connection_and_path_are_enough(protocol: str) -> None:
    found = target(type=protocol)

    assert (found.type, found.if_exists, found.verify) == (
        protocol,
        IfExists.REPLACE,
        Verify.CHECKSUM,
    )


def test_ftps_is_explicit_unless_it_says_otherwise() -> None:
    assert target(type="ftps").model_dump()["encryption"] is Encryption.EXPLICIT


@pytest.mark.parametrize(
    "mistake",
    [
        {"type": "scp"},
        {"type": "ftp", "encryption": "implicit"},
        {"type": "ftp", "owner": "1:1"},
        {"type": "sftp", "connection": ""},
        {"type": "sftp", "mode": "rw-r--r--"},
        {"type": "sftp", "owner": "partner"},
        {"type": "sftp", "done_file": "done"},
        {"type": "sftp", "done_file": "./../x"},
        {"type": "sftp", "password": "secret"},
        {"type": "sftp", "verify": "none"},
    ],
)
def test_what_cannot_be_is_refused(mistake: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        target(**mistake)


@pytest.mark.parametrize(
    "section", TARGETS.json_schema()["$defs"].values(), ids=lambda s: s["title"]
)
def test_every_field_is_described(section: dict[str, Any]) -> None:
    undescribed = [
        name for name, field in section.get("properties", {}).items() if "description" not in field
    ]
    assert undescribed == []


def test_an_owner_is_two_numbers() -> None:
    found = target(type="sftp", owner="1001:1002")

    assert isinstance(found, SftpTarget)
    assert found.ownership == (1001, 1002)
