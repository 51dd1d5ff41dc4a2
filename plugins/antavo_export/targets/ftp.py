"""Delivery to a plain FTP account."""

from typing import Literal

from pydantic import Field

from antavo_export.targets.target import BaseTarget, IfExists


class FtpTarget(BaseTarget):
    """A folder on an FTP server, reached in clear text.

    Everyone on the way can read the password and the file. Use it inside a trusted network only;
    prefer `sftp` or `ftps`.
    """

    connection_types = ("ftp",)

    type: Literal["ftp"] = Field(description="FTP without encryption.")
    passive: bool | None = Field(
        default=None,
        description=(
            "Who opens the data connection: we (`true`) or the server (`false`). Without it the"
            " connection's extra `passive` decides, which is true by default."
        ),
    )

    @property
    def one_at_a_time(self) -> bool:
        """A server that renames onto a taken name without a word is asked before: by one only."""
        return self.if_exists is not IfExists.REPLACE
