"""Delivery to an FTP account over TLS."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from antavo_export.targets.target import BaseTarget, IfExists


class Encryption(StrEnum):
    """When the control connection is encrypted."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"


class FtpsTarget(BaseTarget):
    """A folder on an FTP server, reached over TLS 1.2 or newer; files are encrypted too."""

    connection_types = ("ftps", "ftp")

    type: Literal["ftps"] = Field(description="FTP over TLS, the original's FTP over SSL.")
    encryption: Encryption = Field(
        default=Encryption.EXPLICIT,
        description=(
            "`explicit` asks for TLS on the ordinary port (21), `implicit` speaks TLS from the"
            " first byte (990)."
        ),
    )
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
