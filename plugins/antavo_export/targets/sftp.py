"""Delivery to an SFTP account."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from antavo_export.targets.target import BaseTarget


class SftpTarget(BaseTarget):
    """A folder on an SSH server; the safest of the three protocols."""

    connection_types = ("sftp", "ssh")

    type: Literal["sftp"] = Field(description="SFTP, the file transfer of SSH.")
    owner: Annotated[str, StringConstraints(pattern=r"^\d+:\d+$")] | None = Field(
        default=None,
        examples=["1001:1001"],
        description=(
            'Numeric user and group the file is given to, for instance `"1001:1001"`, set'
            " before it gets its name; most servers allow it to administrators only."
        ),
    )

    @property
    def ownership(self) -> tuple[int, int] | None:
        if self.owner is None:
            return None
        user, group = self.owner.split(":")
        return int(user), int(group)
